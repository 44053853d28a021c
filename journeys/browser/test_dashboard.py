"""The dashboard in a real browser: pictures are drawn from the page's own data, nothing runs over on a phone, and it reads without scripts."""

import pytest

from bihuan.testing.browser import DESK, PHONE, axe, seen
from bihuan.testing.cases import Loop
from bihuan.testing.city import make_city

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city(live_server):
    return make_city()


@pytest.fixture
def leader(city, settings):
    from bihuan.kernel.clock import now

    loop = Loop(city, at=now())
    loop.until("closed")
    loop.until("complete")
    settings.SESSION_COOKIE_AGE = 365 * 24 * 3600
    return city.person("mayor_fang")


PAGES = [
    "/dashboard/",
    "/dashboard/brief/",
    "/dashboard/newspaper/",
    "/dashboard/imported/",
    "/dashboard/unit/",
    "/dashboard/needs/",
]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing(leader, open_page, size):
    page = open_page(person=leader, size=size)
    for address in PAGES:
        page.goto(f"{address}?period=")
        assert axe(page) == [], address


@pytest.mark.parametrize("address", PAGES)
def test_nothing_runs_over_on_a_phone(leader, open_page, address):
    page = open_page(person=leader, size=PHONE)
    page.goto(f"{address}?period=")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_pictures_are_drawn_where_there_is_something_to_draw(leader, open_page):
    page = open_page(person=leader)
    page.goto("/dashboard/")
    page.locator('[data-chart="trend"] svg').wait_for()
    page.get_by_text("看数字").first.click()
    seen(page.get_by_role("columnheader", name="登记月"))


def test_it_reads_without_scripts(leader, open_page):
    page = open_page(person=leader, java_script_enabled=False)
    page.goto("/dashboard/")
    seen(page.get_by_role("heading", name="闭环转得怎么样"))
    assert page.locator('[data-chart="trend"]').is_hidden()
