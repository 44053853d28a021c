"""A day at the workbench, in a real browser: a handler's part, a call, an inbox judged by keyboard."""

import pytest

from bihuan.domain.cases.models import Case
from bihuan.testing.browser import PHONE, axe, shoot
from bihuan.testing.cases import Loop
from bihuan.testing.city import make_city

pytestmark = pytest.mark.django_db(transaction=True)
REPLY = "围挡已后移三米并装了警示灯，依据施工许可要求整改完毕，联系人李强。"


@pytest.fixture
def loop(transactional_db):
    """Cases of yesterday, so that nothing lies in the browser's future."""
    from datetime import timedelta

    from bihuan.kernel.clock import now

    return Loop(make_city(), at=now() - timedelta(hours=20))


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 860}], ids=["phone", "desk"])
def test_a_handler_acknowledges_and_completes(open_page, loop, size) -> None:
    case = loop.until("acknowledge_section")
    page = open_page(person=loop.city.person("li_qiang"), size=size)
    page.goto("/work/")
    page.click(".task-act:has-text('签收')")
    page.click(".verb-form button:has-text('签收')")
    page.wait_for_url(f"**/work/cases/{case.number}/")
    assert axe(page) == []
    page.click(".verb-row a:has-text('办结')")
    page.check("input[name=outcome][value=SOLVED]") if page.query_selector(
        "input[name=outcome]"
    ) else page.select_option("select[name=outcome]", "SOLVED")
    page.fill("[name=reply]", REPLY)
    page.click(".verb-form button:has-text('办结')")
    page.wait_for_url(f"**/work/cases/{case.number}/")
    assert "报告结果：已解决" in page.inner_text("main")


def test_a_call_is_typed_and_registered_while_its_history_appears(open_page, loop) -> None:
    loop.register(content="东门路灯坏了三盏，晚上看不清路。")
    page = open_page(person=loop.city.person("liu_yang"))
    page.goto("/work/intake/")
    page.keyboard.type("13800001234")
    page.wait_for_selector("#caller a:has-text('路灯')")
    page.fill("[name=name]", "孙某某")
    page.fill("[name=content]", "东门的路灯坏了三盏，还闻到燃气泄漏的味道。")
    page.wait_for_selector("#like >> text=会按特急登记")
    page.wait_for_selector("[data-draft-words]:has-text('已自动保存')")
    page.reload()
    assert page.input_value("[name=name]") == "孙某某"
    page.click(".pad-actions .btn-primary")
    page.wait_for_selector(".big-pair")
    assert Case.objects.latest("id").number in page.inner_text(".big-pair")
    assert Case.objects.latest("id").urgency == "CRITICAL"
    page.goto("/work/intake/")
    assert page.input_value("[name=name]") == ""
    assert axe(page) == []


def test_the_inbox_is_judged_by_keyboard(open_page, loop) -> None:
    first, second = loop.until("accept"), loop.until("accept", content="楼道灯坏了，没有人修。")
    page = open_page(person=loop.city.person("zhao_min"))
    page.goto("/work/triage/")
    page.wait_for_selector(f"#judged >> text={first.number}")
    page.keyboard.press("j")
    page.wait_for_selector(f"#judged >> text={second.number}")
    page.keyboard.press("a")
    page.wait_for_url(f"**/work/triage/{second.number}/accept/")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+Enter")
    page.click(".verb-form .btn-primary") if "/accept/" in page.url else None
    page.wait_for_url(f"**/work/triage/?case={second.number}")
    assert Case.objects.get(pk=second.pk).state == "ACCEPTED"
    assert axe(page) == []
    shoot(page, "triage")


def test_a_full_page_for_the_readme(open_page, loop) -> None:
    loop.until("complete")
    for text in ("楼道里灯坏了，没有人修。", "窗口说材料不齐，两次说法不一样。", "门口施工没有围挡。"):
        loop.until("complete", content=text)
    case = loop.until("strike_off")
    page = open_page(person=loop.city.person("zheng_kai"), size={"width": 1280, "height": 860})
    page.goto(f"/work/cases/{case.number}/?in=cases")
    page.wait_for_selector("#similar-title")
    shoot(page, "workbench")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
