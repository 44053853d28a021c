"""The firm's own face on a desk and a phone: in by code, needs also without a network, cases, answers, ratings, the record, its keys."""

from datetime import timedelta

import openpyxl
import pytest

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import Case
from bihuan.domain.enterprises.queries import actor_of_contact
from bihuan.domain.liaison import actions
from bihuan.domain.liaison.models import Need, StewardRating, StewardRequest, Visit
from bihuan.faces.portal.firm.needs import take_need
from bihuan.kernel.clock import now
from bihuan.testing.browser import DESK, PHONE, axe, kept_page, nothing_waits, overhang
from bihuan.testing.cases import Loop
from bihuan.testing.city import make_city
from bihuan.testing.firms import make_contacts, make_firms

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
PASTE = "货款压了四个月，工资快发不出了，想续贷。"


@pytest.fixture
def loop(transactional_db, settings):
    """恒达 has its steward and two contacts. It is the demo, so that the code stands on the screen."""
    settings.DEMO = True
    made = Loop(make_city(), at=now() - timedelta(hours=30))
    made.firms = make_firms(made.city)
    made.contacts = make_contacts(made.city, made.firms)
    actions.pair_by_hand(
        enterprise=made.firms["hengda"],
        by=made.actor("zhao_min"),
        at=made.later(),
        steward=made.city.person("zhou_jie"),
    )
    return made


def sign_in(page, site="", number="13807160001"):
    page.goto(f"{site}/firm/")
    page.fill("input[name=uscc]", "91421000MA49000019")
    page.fill("input[name=phone]", number)
    page.get_by_role("button", name="获取验证码").click()
    page.fill("input[name=code]", page.inner_text("[data-demo-code] .num"))
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"{site or '**'}/firm/")


def raised(loop, name="hengda_owner", **said):
    contact = loop.contacts[name]
    said = {"aspect": "CASH_FLOW", "content": PASTE} | said
    return take_need(contact, by=actor_of_contact(contact), at=loop.later(), **said)


def struck_off(loop):
    case = raised(loop)
    for step in loop.STEPS[1:10]:
        case = loop.step(step, case)
    assert case.state == State.STRUCK_OFF
    return case


def announced(loop):
    by, firm = loop.actor("zhou_jie"), loop.firms["hengda"]
    visit = actions.plan_visit(
        by=by, at=loop.later(), enterprise=firm, planned_for=now() + timedelta(days=2), purpose="看看产线"
    )
    return actions.announce_visit(visit=visit, by=by, at=loop.later())


@SIZES
def test_in_by_credit_code_and_a_code_that_is_used_once(open_page, loop, size):
    page = open_page(size=size)
    page.goto("/firm/cases/")
    assert axe(page) == []
    page.get_by_role("button", name="获取验证码").click()
    assert "请填写统一社会信用代码" in page.inner_text("main") and axe(page) == []
    page.fill("input[name=uscc]", "91421000MA49000019")
    page.fill("input[name=phone]", "13807160001")
    page.get_by_role("button", name="获取验证码").click()
    code = page.inner_text("[data-demo-code] .num")
    page.fill("input[name=code]", "000000" if code != "000000" else "111111")
    page.get_by_role("button", name="登录").click()
    assert "验证码不对" in page.inner_text("main") and axe(page) == []
    page.fill("input[name=code]", code)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/firm/cases/")
    page.get_by_role("button", name="退出").click()
    page.goto("/firm/")
    assert page.inner_text("h1") == "企业登录"


@SIZES
def test_every_page_of_a_firm_is_read_by_axe_and_fits(open_page, loop, size):
    case = struck_off(loop)
    announced(loop)
    page = open_page(size=size)
    sign_in(page)
    for address in (
        "",
        "needs/new/",
        "cases/",
        "cases/?q=没有的词",
        f"cases/{case.number}/",
        f"cases/{case.number}/raised/",
        f"cases/{case.number}/rate/",
        "steward/",
        "steward/rate-steward/",
        "steward/request-other-steward/",
        "contacts/",
        "contacts/invite-contact/",
        "record/",
    ):
        page.goto(f"/firm/{address}")
        assert axe(page) == [], address
        assert overhang(page) <= 1, address
    bar = page.locator(".firm-nav .portal-column")
    assert bar.evaluate("e => e.clientHeight") <= 52, "the way out stands in one line with the others"
    page.get_by_role("button", name="大字版").click()
    assert overhang(page) <= 1 and axe(page) == []


def test_a_need_is_written_in_aeroplane_mode_survives_a_killed_browser_and_is_sent_once(
    loop, phone, live_server
):
    page = phone.new_page()
    sign_in(page, live_server.url)
    page.close()
    page = kept_page(phone, f"{live_server.url}/firm/needs/new/")
    phone.set_offline(True)
    page.check("input[name=aspect][value=CASH_FLOW]")
    page.fill("[name=content]", PASTE)
    page.get_by_role("button", name="发送").click()
    words = "#offline-bar [data-offline-words]"
    page.locator(words).get_by_text("有 1 条存在这部手机上").wait_for()
    url = page.url
    page.close(run_before_unload=False)

    again, other = phone.new_page(), phone.new_page()
    for tab in (again, other):
        tab.goto(url)
        tab.locator(words).get_by_text("有 1 条存在这部手机上").wait_for()
        assert "恒达" not in tab.inner_text("body"), "a kept page tells nothing of the firm"
    assert not Case.objects.exists()
    phone.set_offline(False)
    for tab in (again, other):
        tab.evaluate("window.dispatchEvent(new Event('online'))")
    nothing_waits(again)
    again.wait_for_timeout(800)
    need = Need.objects.get()
    assert need.enterprise == loop.firms["hengda"] and need.steward == loop.city.person("zhou_jie")


@SIZES
def test_a_need_is_raised_seen_and_withdrawn(open_page, loop, size):
    page = open_page(size=size)
    sign_in(page)
    page.get_by_role("link", name="提一个需求").click()
    page.get_by_role("button", name="发送").click()
    page.get_by_text("请选一个方面").first.wait_for()
    assert axe(page) == []
    page.check("input[name=aspect][value=CASH_FLOW]")
    page.fill("[name=content]", PASTE)
    page.get_by_role("button", name="发送").click()
    page.wait_for_url("**/raised/")
    page.get_by_role("link", name="看进度").click()
    assert "资金周转" in page.inner_text("main")
    page.get_by_role("link", name="撤回", exact=True).click()
    page.get_by_role("button", name="撤回").click()
    page.wait_for_url("**/firm/cases/*/")
    assert Case.objects.get().state == State.WITHDRAWN
    page.goto("/firm/cases/?open=1")
    assert "没有找到" in page.inner_text("main")


@SIZES
def test_the_solution_and_the_steward_are_rated_each_for_itself(open_page, loop, size):
    case = struck_off(loop)
    page = open_page(size=size)
    sign_in(page)
    page.get_by_role("link", name=case.title).first.click()
    page.get_by_role("link", name="说说是否满意").click()
    page.check("input[name=solved][value=yes]")
    page.check("input[name=contact_confirmed][value=yes]")
    page.check("input[name=satisfaction][value=SATISFIED]")
    page.get_by_role("button", name="说说是否满意").click()
    page.wait_for_url(f"**/firm/cases/{case.number}/")
    case.refresh_from_db()
    assert case.state == State.CLOSED and not StewardRating.objects.exists()
    page.get_by_role("link", name="评价店小二").click()
    page.check("input[name=rating][value=POOR]")
    page.get_by_role("button", name="评价店小二").click()
    page.wait_for_url("**/firm/steward/")
    assert StewardRating.objects.get().rating == "POOR"
    case.refresh_from_db()
    assert case.state == State.CLOSED, "what one thinks of the steward does not touch the case"


def test_another_round_is_asked_for(open_page, loop):
    case = struck_off(loop)
    page = open_page(size=PHONE)
    sign_in(page)
    page.goto(f"/firm/cases/{case.number}/")
    page.get_by_role("link", name="没有解决").click()
    page.fill("textarea", "银行还是不放款。")
    page.get_by_role("button", name="没有解决").click()
    page.wait_for_url(f"**/firm/cases/{case.number}/")
    case.refresh_from_db()
    assert case.state == State.DISSATISFIED


def test_a_visit_becomes_a_call_and_another_steward_is_asked_for_and_withdrawn(open_page, loop):
    announced(loop)
    page = open_page(size=PHONE)
    sign_in(page)
    assert "看看产线" in page.inner_text("main")
    page.get_by_role("link", name="改为打电话").click()
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/firm/steward/")
    assert Visit.objects.get().state == "CALL_ASKED"
    page.get_by_role("link", name="申请换一位").click()
    page.fill("textarea[name=reason]", "半年没有来过。")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/firm/steward/")
    page.get_by_role("link", name="撤回", exact=True).click()
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/firm/steward/")
    assert StewardRequest.objects.get().state == "WITHDRAWN" and axe(page) == []


def test_the_record_is_downloaded(open_page, loop, tmp_path):
    case = raised(loop)
    page = open_page()
    sign_in(page)
    page.goto("/firm/record/")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载表格").click()
    download.value.save_as(tmp_path / "record.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "record.xlsx").active.iter_rows(values_only=True))
    assert case.number in {row[0] for row in rows}


@SIZES
def test_a_key_for_the_firms_own_system_is_made_shown_once_and_taken_back(open_page, loop, size):
    page = open_page(size=size)
    sign_in(page)
    page.goto("/firm/contacts/")
    page.get_by_role("link", name="给本企业的系统用的接口令牌").click()
    page.get_by_role("link", name="签发令牌").click()
    assert axe(page) == []
    page.fill("[name=label]", "办公系统")
    page.check("[name=reach][value=READ]")
    page.get_by_role("button", name="签发令牌").click()
    secret = page.inner_text("[data-secret]")
    assert secret.startswith("bihuan_") and axe(page) == [] and overhang(page) <= 1
    page.get_by_role("link", name="看全部令牌").click()
    assert secret not in page.content() and axe(page) == []
    page.get_by_role("link", name="停用").click()
    page.get_by_role("button", name="停用令牌").click()
    page.wait_for_url("**/firm/keys/")
    assert "已失效" in page.inner_text("main")
