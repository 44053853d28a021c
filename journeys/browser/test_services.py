"""Services on a phone and at a desk: found in plain words, asked for as one matter, rated by the code at the window; the catalogue kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bihuan.domain.organisations.choices import BodyKind, OfficeKind
from bihuan.domain.services import actions
from bihuan.domain.services.models import Matter, Rating
from bihuan.domain.services.rating_links import rating_token
from bihuan.domain.services.rules.content import MaterialContent, WindowContent
from bihuan.kernel.clock import now
from bihuan.testing.browser import DESK, PHONE, axe, gone, seen
from bihuan.testing.city import City, make_city, make_office
from bihuan.testing.permits import PERMIT

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


@pytest.fixture
def city(transactional_db) -> City:
    return make_city()


@pytest.fixture
def item(city):
    window = WindowContent(city.housing_window.code, "工作日 8:30–12:00，14:30–17:30")
    return register(city, "ma_li", "housing", "T1", replace(PERMIT, windows=(window,)))


def register(city, who, unit, code, content):
    return actions.register_item(
        by=city.actor(who, at=now()),
        at=now() - timedelta(days=60),
        unit=city.offices[unit],
        task_code=code,
        catalog_code=code,
        content=content,
        from_on=date(2026, 1, 1),
        document="荆建发〔2026〕1号",
    )


def look(page, address=""):
    """Nothing for axe to find, nothing that runs over the edge."""
    if address:
        page.goto(address)
    assert axe(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url


@SIZES
def test_a_service_is_found_in_plain_words_and_the_list_follows_the_answers(open_page, item, size):
    page = open_page(size=size)
    look(page, "/services/")
    page.fill("#find", "盖房要什么")
    page.click("form.find button")
    look(page)
    page.get_by_role("link", name="建筑工程施工许可证核发").click()
    look(page)
    assert page.locator("h3:has-text('看情况') + ul").inner_text().startswith("授权委托书")
    page.check("[name=a_agent][value=yes]")
    page.get_by_role("button", name="看我要带什么").click()
    seen(page.locator("ul.checklist", has_text="授权委托书"))
    gone(page.get_by_text("看情况"))
    look(page)
    page.fill("#find", "蓝印户口") if page.locator("#find").count() else page.goto("/services/?q=蓝印户口")
    seen(page.get_by_text("没有找到"))
    look(page)


@SIZES
def test_a_bad_rating_by_the_code_at_the_window(open_page, city, item, size):
    window = open_page(person=city.person("wang_fang"))
    look(window, "/work/handlings/new/")
    handling = actions.record_handling(
        by=city.actor("wang_fang", at=now()),
        at=now() - timedelta(hours=1),
        item=item,
        office=city.housing_window,
        applicant="张三丰",
        phone="13812345678",
    )
    look(window, f"/work/handlings/{handling.number}/")
    assert window.locator("img.qr").evaluate("img => img.naturalWidth") > 100

    phone = open_page(size=size)
    look(phone, f"/rate/{rating_token(str(handling.number))}/?via=qr")
    phone.get_by_role("button", name="提交评价").click()
    seen(phone.get_by_text("请选择是否满意").first)
    look(phone)
    phone.get_by_label("非常不满意").check()
    phone.fill("[name=said]", "问一句就不耐烦。")
    phone.get_by_role("button", name="提交评价").click()
    seen(phone.get_by_text("已经成为一件工单"))
    look(phone)
    rating = Rating.objects.get()
    assert rating.via == "QR" and rating.case.number in phone.locator("dl.slip").inner_text()
    phone.get_by_role("link", name="看进度").click()
    look(phone)
    look(phone, "/rate/")
    look(phone, "/ratings/")

    office = open_page(person=city.person("zhao_min"), size=size)
    look(office, "/work/ratings/")
    look(office, f"/work/ratings/{rating.number}/")
    look(office, f"/work/ratings/{rating.number}/verify/")


@pytest.fixture
def joint(city, item):
    """Card replacement, account change by the bank after it, qualification check at once."""
    bank = make_office(
        parent=city.city,
        code="BANK",
        name="江城商业银行",
        kind=OfficeKind.UNIT,
        body_kind=BodyKind.PARTNER,
    )
    check = replace(
        PERMIT,
        name="待遇资格认证",
        windows=(),
        questions=(),
        materials=(MaterialContent("生存证明", held_by="民政库", source="GOVERNMENT"),),
    )
    other = register(city, "xu_hui", "streets", "T2", check)
    by = {"by": city.actor("zhao_min", at=now()), "at": now() - timedelta(days=30)}
    made = actions.define_joint(
        **by, code="CARD", name="社保卡补办、改账户、资格认证一起办", window=city.housing_window, days="3 wd"
    )
    actions.add_field(joint=made, **by, code="reason", label="社保卡怎么了", required=True)
    actions.add_part(joint=made, **by, name="补换社保卡", office=city.housing, item=item, fields="reason")
    actions.add_part(joint=made, **by, name="变更待遇发放账户", office=bank, after="1", papers="账户凭证")
    actions.add_part(joint=made, **by, name="领取资格认证", office=city.streets, item=other)
    return made


def act(page, address, **said):
    """Open a verb's form, look at it, fill it, send it."""
    look(page, address)
    for name, words in said.items():
        page.fill(f"[name={name}]", words)
    page.locator("main form button.btn-primary").click()
    page.wait_for_load_state()
    look(page)


@SIZES
def test_three_things_are_one_matter(open_page, city, joint, size):
    resident = open_page(size=size)
    look(resident, "/together/CARD/")
    resident.get_by_role("button", name="提交").click()
    seen(resident.get_by_text("请填写姓名").first)
    look(resident)
    for name, words in {"name": "张三丰", "phone": "13812345678", "f_reason": "丢了"}.items():
        resident.fill(f"[name={name}]", words)
    resident.get_by_role("button", name="提交").click()
    resident.wait_for_url("**/together/matters/**")
    look(resident)
    matter = Matter.objects.get()

    window = open_page(person=city.person("wang_fang"), size=size)
    look(window, "/work/matters/")
    here = f"/work/matters/{matter.number}/"
    act(window, f"{here}receive-papers/", papers="全部")
    act(window, f"{here}accept/")
    for who, place in (("director_chen", 1), ("wang_fang", 2), ("deng_bo", 3)):
        office = open_page(person=city.person(who), size=size)
        look(office, "/work/tasks/")
        task = matter.tasks.get(part__place=place)
        look(office, f"/work/tasks/{task.number}/")
        act(office, f"/work/tasks/{task.number}/finish/", result="已经办好。")
    resident.reload()
    seen(resident.get_by_text("全部办好了"))
    look(resident)


@SIZES
def test_the_catalogue_is_kept_checked_and_brought_in_as_a_table(open_page, city, item, size, tmp_path):
    page = open_page(person=city.person("ma_li"), size=size)
    for address in (
        "/work/items/",
        "/work/items/T1/",
        "/work/items/report/",
        "/work/items/figures/",
        "/work/items/figures/online-rate/",
        "/work/joints/",
        "/work/handlings/",
    ):
        look(page, address)
    look(page, "/work/items/T1/set-step/")
    act(page, "/work/items/T1/set-step/", name="现场踏勘", days="9")
    seen(page.get_by_text("现场踏勘").first)
    look(page, "/work/items/T1/publish/")

    page.goto("/work/items/")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出").click()
    table = tmp_path / "items.xlsx"
    download.value.save_as(table)
    look(page, "/work/items/import/")
    page.set_input_files("[name=file]", table)
    page.get_by_role("button", name="开始").click()
    seen(page.get_by_text("可以写入 1 行"))
    look(page)
    bad = tmp_path / "bad.csv"
    bad.write_text("实施编码,事项名称\nT9,没有单位的事项\n", encoding="utf-8")
    page.set_input_files("[name=file]", bad)
    page.get_by_role("button", name="开始").click()
    look(page)
