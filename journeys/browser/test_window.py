"""At the window without a network: begun, received, ended; sent in order and once when the network is back. On a phone and read by axe."""

import os
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.utils.timezone import localtime
from PIL import Image

from bihuan.domain.services import actions as services
from bihuan.domain.services.models import Item
from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.models import Received, Sitting, Turn, Walk
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.clock import now
from bihuan.testing.browser import DESK, PHONE, axe, kept_page, nothing_waits, overhang
from bihuan.testing.city import MONDAY_MORNING, make_city
from bihuan.testing.desk import CONTENT, Desk, find

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "correct horse battery staple"
SHOTS = os.environ.get("BIHUAN_SHOTS", "")


@pytest.fixture
def city(db):
    city = make_city()
    director = city.person("director_chen")
    director.set_password(PASSWORD)
    director.password_is_temporary = False
    director.save()
    services.register_item(
        by=city.actor("ma_li"),
        at=MONDAY_MORNING,
        unit=city.housing,
        task_code="11421000011345678A4000115001000",
        catalog_code="000115001000",
        content=CONTENT,
        from_on=date(2020, 1, 1),
        document="荆建发〔2026〕1号",
    )
    return city


@pytest.fixture
def phone(chromium, live_server, city):
    context = chromium.new_context(viewport=PHONE, locale="zh-CN", has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("input[name=login]", "director_chen")
    page.fill("input[name=password]", PASSWORD)
    page.click("form button[type=submit], main form button")
    page.wait_for_load_state()
    yield context
    context.close()


def shot(page, name):
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


def send(page, sheet, **fields):
    form = page.locator(f"form[data-sheet={sheet}]")
    if not form.is_visible():
        page.locator(
            "summary", has=page.locator(f"xpath=following-sibling::form[@data-sheet='{sheet}']")
        ).click()
    for name, value in fields.items():
        field = form.locator(f"[name={name}]").first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        elif field.get_attribute("type") == "checkbox":
            field.check()
        elif field.get_attribute("type") == "radio":
            form.locator(f"[name={name}][value={value}]").check()
        else:
            field.fill(value)
    form.locator("button.btn-primary").click()


def test_a_sitting_without_a_network_comes_in_its_order(live_server, phone, city):
    page = kept_page(phone, f"{live_server.url}/work/sit/")
    shot(page, "phone-sit")
    phone.set_offline(True)
    send(page, "start", window=city.housing_window.code)
    page.locator("#offline-bar [data-offline-words]").get_by_text("有 1 条存在这部手机上").wait_for()
    send(page, "receive", handled="2", advised="1", people="3")
    send(page, "end", summary="两个系统要录两遍。")
    page.locator("#offline-bar [data-offline-words]").get_by_text("有 3 条存在这部手机上").wait_for()
    shot(page, "phone-sit-offline")
    assert not Sitting.objects.exists()
    phone.set_offline(False)
    nothing_waits(page)
    sitting = Sitting.objects.get()
    assert sitting.ended_at and sitting.claimed_from and Received.objects.count() == 2


def test_the_clock_of_a_walk_fills_in_minutes(live_server, phone, city):
    page = kept_page(phone, f"{live_server.url}/work/walk/")
    page.locator("[data-phase=waited]").click()
    page.locator("[data-words]").get_by_text("正在等").wait_for()
    shot(page, "phone-walk")
    page.locator("[data-phase=handled]").click()
    page.locator("[data-words]").get_by_text("正在办").wait_for()
    send(page, "start", item="11421000011345678A4000115001000")
    page.locator("text=走流程中").first.wait_for()
    assert Walk.objects.count() == 1


def test_a_case_from_the_window_is_two_taps(live_server, phone, city):
    actions.start_sitting(by=city.actor("director_chen"), at=now(), window=city.housing_window)
    page = kept_page(phone, f"{live_server.url}/work/sit/")
    page.locator("summary", has_text="转工单").tap()
    form = page.locator("form[data-sheet=raise-case]")
    form.locator("[name=content]").fill("预售证查不到，跑了三趟。")
    form.get_by_role("button", name="已征得本人同意，转工单").tap()
    page.locator("text=已登记：转工单").first.wait_for()
    received = Received.objects.get()
    assert received.case is not None and received.case.programme == "SITTING"


def test_a_walk_in_disguise_without_a_network(live_server, phone, city, open_page):
    """Begun, clocked, photographed, a finding, all offline; sealed until it ends, a case the moment it does."""
    page = kept_page(phone, f"{live_server.url}/work/walk/")
    phone.set_offline(True)
    send(page, "start", item="11421000011345678A4000115001000", disguised=True)
    bar = page.locator("#offline-bar [data-offline-words]")
    bar.get_by_text("有 1 条存在这部手机上").wait_for()
    # Eleven minutes of waiting, four of handling: the clock stands in the phone, so the test puts its beginning back.
    page.locator("[data-phase=waited]").tap()
    put_back(page, 11)
    page.locator("[data-phase=handled]").tap()
    put_back(page, 4)
    page.locator("form[data-sheet=step] input[type=file]").set_input_files(
        {"name": "大厅.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    assert "大厅.jpg" in page.locator("form[data-sheet=step] .file-pick").inner_text()
    send(page, "step", name="取号")
    bar.get_by_text("有 2 条存在这部手机上").wait_for()
    send(page, "find", content="取号机不分业务，简单的要等复杂的。", kind="PROCESS")
    bar.get_by_text("有 3 条存在这部手机上").wait_for()
    assert not Walk.objects.exists()
    phone.set_offline(False)
    nothing_waits(page)
    walk = Walk.objects.get()
    step = walk.steps.get()
    assert (step.waited, step.handled) == (11, 4) and step.claimed_at is not None
    assert Attachment.objects.filter(subject_kind="walk", subject_id=walk.pk).count() == 1
    # Nobody else knows of it: neither the walk nor what was found.
    finding = walk.findings.get()
    assert finding.case is None
    other = open_page(person=city.person("lin_tao"), size=DESK)
    assert walk.number not in text_of(other, "/work/walks/") and finding.number not in text_of(
        other, "/work/findings/"
    )
    send(page, "end", summary="取号等得最久。")
    page.locator("text=已登记：走完").first.wait_for()
    assert walk.number in text_of(other, "/work/walks/") and finding.number in text_of(
        other, "/work/findings/"
    )
    finding.refresh_from_db()
    assert finding.case is not None


def put_back(page, minutes):
    """As if the clock had been running so long: its state is the phone's own, read when the page opens."""
    page.evaluate(
        "(minutes) => { const kept = JSON.parse(localStorage.getItem('walk-clock'));"
        " kept.since -= minutes * 60000; localStorage.setItem('walk-clock', JSON.stringify(kept)); }",
        minutes,
    )
    page.reload()


def photo():
    picture = BytesIO()
    Image.new("RGB", (64, 48), "grey").save(picture, "JPEG")
    return picture.getvalue()


def text_of(page, path):
    page.goto(path)
    return page.locator("main").inner_text()


LOG = "办件编号,环节,开始时间,结束时间,材料\n" + "".join(
    f"A{n},{step},2026-03-{day:02} {hour}:00,2026-03-{day:02} {hour}:20,{paper}\n"
    for n in range(9)
    for step, day, hour, paper in (
        ("受理", 2, "09", "户籍证明"),
        *((("补正", 4, "10", "户籍证明"), ("受理", 5, "11", "户籍证明")) if n % 3 == 0 else ()),
        ("审查", 6, "09", ""),
        ("决定", 9, "15", ""),
    )
)


@pytest.fixture
def told(city):
    """A roster in force, a sitting and a walk with a finding, a task, a log: every page has something to say."""
    desk = Desk(city)
    monday = localtime(desk.at).date() + timedelta(days=7 - localtime(desk.at).weekday())
    roster = desk.make(
        actions.draft_roster,
        "ma_li",
        unit=city.housing,
        title="住建局班子坐窗口",
        from_on=monday,
        weeks=8,
        gap=0,
    )
    roster = desk.do(actions.add_leaders, roster, "ma_li", units=[city.housing])
    roster = desk.do(actions.add_window, roster, "ma_li", window=city.housing_window)
    roster = desk.do(actions.plan_roster, roster, "ma_li")
    roster = desk.do(actions.ask_roster, roster, "ma_li")
    roster = desk.do(actions.decide_roster, roster, "director_chen", granted=True)
    sitting = desk.make(actions.start_sitting, "director_chen", window=city.housing_window)
    desk.do(actions.receive_people, sitting, "director_chen", handled=2, advised=1, people=3)
    desk.do(actions.end_sitting, sitting, "director_chen", summary="一切正常。")
    walk = desk.make(actions.start_walk, "director_chen", item=Item.objects.get())
    desk.do(actions.take_step, walk, "director_chen", name="取号", waited=12, handled=3, asked="户籍证明")
    walk = find(desk, walk)
    log, _ = desk.make(
        actions.keep_log,
        "ma_li",
        unit=city.housing,
        title="施工许可",
        file=BytesIO(LOG.encode()),
        item=walk.item,
    )
    return {
        "roster": f"/work/rosters/{roster.number}/",
        "rosters": "/work/rosters/",
        "sitting": f"/work/sittings/{sitting.number}/",
        "walk": f"/work/walks/{walk.number}/",
        "finding": f"/work/findings/{walk.findings.get().number}/",
        "log": f"/work/handling-logs/{log.number}/",
        "log-new": "/work/handling-logs/new/",
        "coverage": "/work/walkthroughs/",
        "records": "/work/walkthroughs/findings/",
        "sit": "/work/sit/",
        "path": "/work/walk/",
        "feed": "/work/feed/",
    }


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_on_the_pages_of_window_and_path(told, city, open_page, size):
    page = open_page(person=city.person("director_chen"), size=size)
    keeper = open_page(person=city.person("ma_li"), size=size)
    troubles = {}
    for name, path in told.items():
        reader = keeper if name == "log-new" else page
        assert reader.goto(path).status == 200, path
        wide = overhang(reader)
        if found := axe(reader) + ([f"{wide} pixels too wide"] if wide > 0 else []):
            troubles[name] = found
        shot(reader, f"{'desk' if size == DESK else 'phone'}-{name}")
    assert troubles == {}


def test_a_leader_subscribes_to_the_turns(told, city, open_page):
    page = open_page(person=city.person("director_chen"))
    page.goto(told["feed"])
    address = page.get_by_label("班次日历地址").input_value()
    # A phone's calendar comes without a session.
    feed = open_page().request.get(address)
    assert feed.status == 200 and "text/calendar" in feed.headers["content-type"]
    own = Turn.objects.filter(leader__person=city.person("director_chen"))
    assert feed.text().count("BEGIN:VEVENT") == own.count() > 0 and "坐窗口：" in feed.text()
