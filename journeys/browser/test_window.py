"""At the window without a network: begun, received, ended; sent in order and once when the network is back. On a phone and read by axe."""

import os
from datetime import date
from pathlib import Path

import pytest

from bihuan.domain.services import actions as services
from bihuan.domain.walkthroughs.models import Received, Sitting, Walk
from bihuan.testing.browser import PHONE, kept_page, nothing_waits
from bihuan.testing.city import MONDAY_MORNING, make_city
from bihuan.testing.desk import CONTENT

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
