"""A steward in a factory: aeroplane mode, a killed browser, a double sync; and the pages of 十问十帮 on a desk and a phone."""

from datetime import timedelta

import pytest

from bihuan.domain.cases.models import Case
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison import actions
from bihuan.domain.liaison.models import Need, Pairing, Visit
from bihuan.domain.liaison.tests.test_class_wide import WORDS
from bihuan.kernel.attachments.queries import files_of
from bihuan.kernel.clock import now
from bihuan.testing.browser import DESK, PHONE, axe, kept_page, nothing_waits, overhang, session_cookie
from bihuan.testing.cases import Loop
from bihuan.testing.city import make_city
from bihuan.testing.keeping import Keeping

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture
def keeping(transactional_db):
    """Everything happened yesterday, so that nothing lies in the browser's future."""
    loop = Loop(make_city(), at=now() - timedelta(hours=30))
    made = Keeping(loop)
    made.pair()
    until = (loop.at + timedelta(days=9)).date()
    made.do(
        actions.record_visit,
        "zhou_jie",
        visit=made.planned(),
        summary="看了车间，谈了订单。",
        promises=[actions.Promised("问清转贷条件", until)],
    )
    made.need()
    made.help()
    return made


@pytest.fixture
def factory(keeping, phone, live_server):
    """The steward's phone, signed in; `factory("record")` is a page that is kept on it."""
    phone.add_cookies([session_cookie(keeping.loop.city.person("zhou_jie"), live_server.url)])
    return lambda name: kept_page(phone, f"{live_server.url}/work/liaison/{name}/")


def waits(page, count):
    page.locator("#offline-bar [data-offline-words]").get_by_text(f"有 {count} 条存在这部手机上").wait_for()


def write_visit(page, firm):
    page.select_option("select[name=firm]", firm.code)
    page.check("input[name=answer_CASH][value=是]")
    page.check("input[name=answer_CASH_WHY][value=缺少抵押]")
    page.fill("[name=need_0]", "贷款下月到期，缺三百万元。")
    page.fill("[name=summary]", "车间没有信号，先记下来。")
    page.set_input_files("input[type=file]", {"name": "a.png", "mimeType": "image/png", "buffer": PNG})


def test_a_visit_is_written_in_aeroplane_mode_survives_a_killed_browser_and_is_sent_once(
    keeping, factory, phone
):
    page = factory("record")
    phone.set_offline(True)
    write_visit(page, keeping.firm)
    assert "问清转贷条件" in page.inner_text("[data-promises]"), "what was promised last time stands first"
    assert page.input_value("[name=need_aspect_0]") == "CASH_FLOW", (
        "an answer that points to a need chooses its aspect"
    )
    page.click(".actions button.btn-primary")
    waits(page, 1)
    before = Visit.objects.count()
    url = page.url
    page.close(run_before_unload=False)

    again, other = phone.new_page(), phone.new_page()
    for tab in (again, other):
        tab.goto(url)
        assert tab.inner_text("h1") == "走访记录", "the page itself opens without a network"
        waits(tab, 1)
    assert Visit.objects.count() == before
    phone.set_offline(False)
    for tab in (again, other):
        tab.evaluate("window.dispatchEvent(new Event('online'))")
    nothing_waits(again)
    again.wait_for_timeout(800)  # the second of two senders would be here by now
    assert Visit.objects.count() == before + 1, "two tabs sent it, once it was written"
    visit = Visit.objects.latest("id")
    assert visit.occurred_at is not None and visit.answers.get(code="CASH_WHY").value == "缺少抵押"
    need = Need.objects.get(visit=visit)
    assert need.aspect == "CASH_FLOW"
    assert len(files_of(visit.subject)) == 1, "the photo waited too"


def test_an_answer_that_points_to_a_need_does_not_force_one(keeping, factory):
    page = factory("record")
    page.select_option("select[name=firm]", keeping.firm.code)
    page.check("input[name=answer_CASH][value=是]")
    page.fill("[name=summary]", "说已经在谈，不用登记。")
    page.click(".actions button.btn-primary")
    page.wait_for_url("**/work/visits/*/")
    assert not Need.objects.filter(visit=Visit.objects.latest("id")).exists()


def test_needs_are_raised_in_aeroplane_mode_each_once(keeping, factory, phone):
    page = factory("need")
    phone.set_offline(True)
    before = Need.objects.count()
    for place, (aspect, content) in enumerate((("TALENT", "留不住工程师。"), ("HIRING", "缺十名焊工。")), 1):
        page.select_option("select[name=firm]", keeping.firm.code)
        page.check(f"input[name=aspect][value={aspect}]")
        page.fill("[name=content]", content)
        page.click(".actions button.btn-primary")
        waits(page, place)
    phone.set_offline(False)
    nothing_waits(page)
    assert set(Need.objects.order_by("-id")[:2].values_list("aspect", flat=True)) == {"TALENT", "HIRING"}
    assert Need.objects.count() == before + 2


@SIZES
def test_the_stewards_day_on_a_desk_and_a_phone(open_page, keeping, size):
    page = open_page(person=keeping.loop.city.person("zhou_jie"), size=size)
    for address in (
        "liaison/",
        "liaison/record/",
        "liaison/need/",
        "visits/",
        f"visits/{Visit.objects.latest('id').number}/",
        "needs/",
        "liaison/helps/",
        "liaison/questions/",
        f"enterprises/{keeping.firm.code}/",
        f"cases/{Need.objects.get().number}/",
    ):
        page.goto(f"/work/{address}")
        assert axe(page) == [], address
        assert overhang(page) <= 1, address
    page.get_by_role("link", name="资金周转：帮扶情况").click()
    page.wait_for_url("**/work/needs/*/")
    page.goto("/work/liaison/need/")
    page.select_option("select[name=firm]", keeping.firm.code)
    page.check("input[name=aspect][value=TALENT]")
    page.fill("[name=content]", "留不住工程师。")
    page.click(".actions button.btn-primary")
    page.wait_for_url("**/work/needs/*/")
    assert "没有合适的措施" in page.inner_text("main") and axe(page) == []


@SIZES
def test_the_offices_year_on_a_desk_and_a_phone(open_page, keeping, size):
    keeping.do(actions.make_plan, "zhao_min", office=keeping.loop.city.city, year=now().year)
    keeping.do(actions.request_other_steward, "firm", enterprise=keeping.firm, reason="不接电话。")
    keeping.do(actions.open_project, "zhao_min", enterprise=keeping.firm, name="二期", is_big=True)
    page = open_page(person=keeping.loop.city.person("zhao_min"), size=size)
    for address in (
        "liaison/area/",
        "pairing-plans/",
        "steward-requests/",
        "projects/",
        f"projects/{keeping.firm.projects.get().number}/",
        "class-wide/",
        "liaison/new/help-new/",
    ):
        page.goto(f"/work/{address}")
        assert axe(page) == [], address
        assert overhang(page) <= 1, address
    page.goto("/work/pairing-plans/")
    page.click("tbody a")
    assert "稳定的代价" in page.inner_text("main") and axe(page) == []


def test_a_firm_is_handed_over_by_hand_from_its_own_page(open_page, keeping):
    page = open_page(person=keeping.loop.city.person("zhao_min"))
    page.goto(f"/work/enterprises/{keeping.firm.code}/")
    page.get_by_role("link", name="移交", exact=True).click()
    page.select_option("select[name=steward]", "fan_lei")
    page.click(".actions button.btn-primary")
    page.wait_for_url(f"**/work/enterprises/{keeping.firm.code}/")
    assert Pairing.objects.get(ended_on=None).steward_name == "范磊"
    assert "以前：周洁" in page.inner_text("main"), "history keeps the old name"


@SIZES
def test_what_firms_need_is_a_picture_beside_its_table(open_page, keeping, size):
    page = open_page(person=keeping.loop.city.person("mayor_fang"), size=size)
    page.goto("/dashboard/needs/")
    for chart in ("aspects", "industry", "region"):
        page.locator(f'[data-chart="{chart}"] svg').wait_for()
    page.get_by_text("看数字").nth(1).click()
    row = page.get_by_role("row", name="通用设备制造业")
    row.get_by_role("link").wait_for()
    assert axe(page) == [] and overhang(page) <= 1
    row.get_by_role("link").click()
    assert Need.objects.get().number in page.inner_text("main")


@SIZES
def test_what_several_firms_lack_is_bundled_into_one(open_page, keeping, size):
    loop = keeping.loop
    cases = []
    for place, words in enumerate(WORDS):
        firm = Enterprise.objects.create(name=f"甲{place}公司", region=loop.city.regions["city"])
        case = loop.register(enterprise=firm, content=words, programme="ENTERPRISE")
        actions.add_need(case=case, by=loop.actor("zhou_jie"), at=loop.later(), aspect="SURROUNDINGS")
        cases.append(case)
    page = open_page(person=loop.city.person("zhao_min"), size=size)
    page.goto("/work/class-wide/")
    assert "周边环境 · 3 家企业" in page.inner_text("main")
    assert axe(page) == [] and overhang(page) <= 1
    page.get_by_role("button", name="并为一件办理").click()
    page.wait_for_url("**/work/cases/*/")
    merged = Case.objects.filter(pk__in=[case.pk for case in cases], state="MERGED")
    assert merged.count() == 2, "two follow the lead; each firm keeps its own case"
