"""A form that waits for a network: nothing lost, nothing doubled, nobody sends what another wrote."""

import pytest
from django.conf import settings as project

from bihuan.kernel.submissions.models import Submission
from bihuan.testing.browser import kept_page
from bihuan.testing.city import make_city

pytestmark = pytest.mark.django_db(transaction=True)
TEMPLATES = str(project.BASE_DIR / "journeys/browser/templates")


@pytest.fixture
def site(settings, live_server):
    settings.ROOT_URLCONF = "journeys.browser.trial_site"
    settings.TEMPLATES = [{**project.TEMPLATES[0], "DIRS": [TEMPLATES]}]
    return live_server.url


def write(page, words):
    page.fill("textarea[name=content]", words)
    page.click("main button")


def bar(page):
    return page.locator("#offline-bar [data-offline-words]")


def answers():
    return list(Submission.objects.values_list("answer__content", flat=True))


def test_written_without_a_network_and_sent_once_after_the_tab_was_closed(site, phone):
    page = kept_page(phone, f"{site}/trial/report/")
    phone.set_offline(True)
    write(page, "路灯坏了三天")
    bar(page).get_by_text("有 1 条存在这部手机上").wait_for()
    assert page.input_value("textarea[name=content]") == ""
    page.close()

    again = phone.new_page()
    again.goto(f"{site}/trial/report/")
    assert again.inner_text("h1") == "反映", "the page itself opens without a network"
    bar(again).get_by_text("有 1 条存在这部手机上").wait_for()
    assert answers() == []

    phone.set_offline(False)
    bar(again).get_by_text("已发送 1 条").wait_for()
    assert answers() == ["路灯坏了三天"]
    again.reload()
    again.wait_for_timeout(300)
    assert answers() == ["路灯坏了三天"]


def test_two_reports_from_one_kept_page_are_two(site, phone):
    page = kept_page(phone, f"{site}/trial/report/")
    phone.set_offline(True)
    write(page, "第一件")
    bar(page).get_by_text("有 1 条").wait_for()
    write(page, "第二件")
    bar(page).get_by_text("有 2 条").wait_for()
    phone.set_offline(False)
    bar(page).get_by_text("已发送 2 条").wait_for()
    assert sorted(answers()) == ["第一件", "第二件"]


def test_a_photo_waits_too(site, phone):
    page = kept_page(phone, f"{site}/trial/report/")
    phone.set_offline(True)
    page.set_input_files(
        "input[type=file]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"x" * 5000}
    )
    write(page, "有照片")
    bar(page).get_by_text("有 1 条").wait_for()
    phone.set_offline(False)
    bar(page).get_by_text("已发送 1 条").wait_for()
    answer = Submission.objects.get().answer
    assert answer["photos"] == [5000]
    assert answer["occurred_at"], "the phone's own time goes along, as a claim"


def test_with_a_network_it_is_sent_at_once(site, phone):
    page = kept_page(phone, f"{site}/trial/report/")
    write(page, "网络正常")
    page.wait_for_url("**/trial/done/")
    assert answers() == ["网络正常"]
    assert page.locator("#offline-bar").is_hidden()


def test_what_is_refused_comes_back_to_its_author(site, phone):
    page = kept_page(phone, f"{site}/trial/report/")
    phone.set_offline(True)
    write(page, "不收")
    bar(page).get_by_text("有 1 条").wait_for()
    phone.set_offline(False)
    bar(page).get_by_text("有 1 条没有被接收").wait_for()
    page.click("#offline-bar [data-offline-open]")
    page.get_by_role("heading", name="请写清楚是什么事").wait_for()
    assert "不收" in page.inner_text("main")


def test_a_lapsed_session_keeps_it_and_only_its_author_sends_it(site, phone, client):
    city = make_city()

    def sign_in(name):
        client.force_login(city.person(name), backend="allauth.account.auth_backends.AuthenticationBackend")
        phone.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])

    sign_in("wang_fang")
    page = kept_page(phone, f"{site}/trial/visit/")
    phone.set_offline(True)
    write(page, "企业缺电工")
    bar(page).get_by_text("有 1 条").wait_for()
    phone.clear_cookies()
    phone.set_offline(False)

    page.goto(f"{site}/trial/report/")
    page.get_by_text("登录后发送 1 条").wait_for()
    sign_in("li_qiang")
    page.goto(f"{site}/trial/visit/")
    page.get_by_text("登录后发送 1 条").wait_for()
    assert answers() == []
    sign_in("wang_fang")
    page.goto(f"{site}/trial/visit/")
    bar(page).get_by_text("已发送 1 条").wait_for()
    assert answers() == ["企业缺电工"]


def test_leaving_wipes_the_kept_pages(site, phone, client):
    city = make_city()
    client.force_login(
        city.person("wang_fang"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    phone.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    page = kept_page(phone, f"{site}/trial/visit/")
    page.goto(f"{site}/accounts/logout/")
    page.click("form[data-signs-out] button")
    page.wait_for_url(f"{site}/**")
    page.wait_for_timeout(200)
    kept = page.evaluate("caches.open('pages').then(c => c.keys()).then(keys => keys.map(k => k.url))")
    assert f"{site}/trial/visit/" not in kept
