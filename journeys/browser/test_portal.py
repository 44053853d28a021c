"""The portal on a phone and at a desk: reported in a minute, tracked in plain words, offline once and only once."""

import re
import warnings

import pytest

from bihuan.domain.cases.models import Case
from bihuan.kernel.submissions import receipt_secret
from bihuan.testing.browser import AXE, DESK, PHONE, axe, kept_page, seen, shoot
from bihuan.testing.cases import Loop
from bihuan.testing.city import make_city
from journeys.browser.test_offline import bar

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
WORDS = "江津路口的井盖破了，晚上有人摔倒，希望尽快换好。"


@pytest.fixture
def city(transactional_db):
    return make_city()


@pytest.fixture
def phone(chromium, live_server):
    """One phone: its tabs come and go, its store stays. Lost networks log errors: not counted."""
    context = chromium.new_context(
        base_url=live_server.url, viewport=PHONE, locale="zh-CN", has_touch=True, is_mobile=True
    )
    yield context
    context.close()


def fill(page, **said):
    said = {"content": WORDS, "phone": "13800001234", "name": "孙奶奶", **said}
    for name, words in said.items():
        page.fill(f"[name={name}]", words)


def send(page):
    page.wait_for_timeout(3100)  # a person is never quicker
    page.click("form.report button.btn-primary")


def clean(page):
    if not AXE.exists():
        warnings.warn("axe-core is not installed: script/setup brings it", stacklevel=2)
        return
    assert axe(page) == []


@SIZES
def test_a_grandmother_reports_a_pothole_and_follows_it(open_page, city, size):
    page = open_page(size=size)
    page.goto("/")
    clean(page)
    shoot(page, f"portal-home-{size['width']}")
    page.get_by_role("link", name="反映问题").first.click()
    clean(page)
    fill(page)
    send(page)
    page.wait_for_url("**/report/receipt/**")
    clean(page)
    shoot(page, f"portal-receipt-{size['width']}")
    case = Case.objects.get()
    seen(page.get_by_text(receipt_secret(case.number), exact=True))
    page.get_by_role("link", name="看进度").click()
    assert "正在判断该由谁来办" in page.inner_text("h1")
    clean(page)
    page.get_by_role("link", name="补充情况、回复留言").click()
    clean(page)
    page.fill("[name=text]", "就在公交站旁边。")
    page.click("main form .btn-primary")
    page.get_by_text("就在公交站旁边").wait_for()


@SIZES
def test_number_and_secret_open_a_case_on_another_phone(open_page, city, size):
    loop = Loop(city)
    case = loop.until("follow_up")
    page = open_page(size=size)
    page.goto("/track/")
    clean(page)
    page.fill("[name=number]", case.number)
    page.fill("[name=secret]", "00000-00000")
    page.keyboard.press("Enter")
    page.get_by_text("编号或查询码不对").first.wait_for()
    clean(page)
    page.fill("[name=secret]", receipt_secret(case.number))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="我们核实过了").wait_for()
    clean(page)
    shoot(page, f"portal-case-{size['width']}")
    page.get_by_role("link", name="说说是否满意").click()
    page.get_by_label("满意", exact=True).check()
    page.check("input[name=solved][value=yes]")
    page.check("input[name=contact_confirmed][value=yes]")
    clean(page)
    page.click("main form .btn-primary")
    page.get_by_role("heading", name="已经结案").wait_for()


def test_words_of_danger_are_answered_at_once(open_page, city):
    page = open_page(size=PHONE)
    page.goto("/report/")
    assert page.locator("#urgent").is_hidden()
    page.fill("[name=content]", "楼下燃气泄漏，味道很大")
    page.locator("#urgent").get_by_text("请先拨打").wait_for()
    page.fill("[name=content]", "路灯坏了")
    assert page.locator("#urgent").is_hidden()


def test_photos_add_up_and_can_be_taken_out(open_page, city):
    page = open_page(size=PHONE)
    page.goto("/report/")
    photo = {"name": "a.png", "mimeType": "image/png", "buffer": PNG}
    assert (
        page.locator("form .file-pick").count() == 0
    )  # the ways to choose are these four, and no button beside them
    camera, album = page.locator(".capture-way input").nth(0), page.locator(".capture-way input").nth(1)
    camera.set_input_files(photo)
    camera.set_input_files(photo | {"name": "b.png"})
    album.set_input_files(photo | {"name": "c.png"})
    page.get_by_role("button", name="不要了：b.png").click()
    clean(page)
    fill(page)
    send(page)
    page.wait_for_url("**/report/receipt/**")
    page.get_by_role("link", name="看进度").click()
    page.get_by_text("您写的内容").click()
    assert page.get_by_role("link", name=re.compile("png")).all_inner_texts() == ["a.png", "c.png"]


def test_anonymous_asks_for_no_number(open_page, city):
    page = open_page(size=PHONE)
    page.goto("/report/")
    page.get_by_label("不留姓名和电话").check()
    assert page.locator("[name=phone]").is_hidden()
    page.fill("[name=content]", WORDS)
    send(page)
    page.wait_for_url("**/report/receipt/**")
    assert "您没有留电话" in page.inner_text("main")


@SIZES
def test_without_javascript_everything_still_works(open_page, city, size):
    page = open_page(size=size, java_script_enabled=False)
    page.goto("/report/")
    shoot(page, f"portal-report-plain-{size['width']}")
    page.fill("[name=content]", WORDS)
    send(page)
    page.get_by_text("请填写电话").first.wait_for()
    assert page.input_value("[name=content]") == WORDS
    page.fill("[name=phone]", "13800001234")
    send(page)
    page.wait_for_url("**/report/receipt/**")


def test_written_without_a_network_sent_once_and_the_receipt_is_found(phone, live_server, city):
    page = kept_page(phone, f"{live_server.url}/report/")
    page.wait_for_timeout(3100)
    phone.set_offline(True)
    fill(page)
    send(page)
    bar(page).get_by_text("有 1 条存在这部手机上").wait_for()
    page.close()

    again = phone.new_page()
    again.goto("/report/")
    assert again.inner_text("h1") == "反映问题", "the page opens without a network"
    assert not Case.objects.exists()
    phone.set_offline(False)
    bar(again).get_by_text("已发送 1 条").wait_for()
    again.reload()
    again.wait_for_timeout(500)
    case = Case.objects.get()
    assert case.content.text == WORDS

    again.goto("/")
    again.get_by_role("button", name="看回执").click()
    again.wait_for_url("**/report/receipt/**")
    seen(again.get_by_text(receipt_secret(case.number), exact=True))
    again.goto("/")
    again.wait_for_timeout(300)
    assert again.get_by_role("button", name="看回执").count() == 0, "seen is seen"


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)
