"""公布数字 on the workbench and for everybody: axe finds nothing, nothing runs over on a phone, whatever state the numbers are in."""

from datetime import timedelta

import pytest

from bihuan.domain.indicators import actions
from bihuan.kernel.figures import figure_of
from bihuan.testing.browser import DESK, PHONE, axe
from bihuan.testing.cases import Loop
from bihuan.testing.city import make_city

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
LONG = "第三季度起按新口径统计，补录的历史件一并计入，分母随之变化。" * 90


@pytest.fixture
def loop(transactional_db):
    from bihuan.kernel.clock import now

    return Loop(make_city(), at=now() - timedelta(hours=20))


@pytest.fixture
def said(loop):
    """One that is signed, one that waits with a long reason, one that was taken back, one that was not signed."""
    office, leader = loop.actor("zhao_min"), loop.actor("mayor_fang")

    def propose(code, reason="季度例行公布。"):
        period = str(loop.at.year)
        return actions.propose_publication(
            by=office, at=loop.later(), figure=figure_of(code), period=period, reason=reason
        )

    def decide(code, *, granted):
        actions.decide_publication(
            publication=propose(code), by=leader, at=loop.later(), granted=granted, answer="看过台账。"
        )

    loop.until("closed")
    decide("cases.registered", granted=True)
    decide("cases.on_time_rate", granted=False)
    actions.withdraw_publication(publication=propose("liaison.coverage"), by=office, at=loop.later())
    return propose("cases.resolution_rate", LONG)


def looks_right(page, size):
    assert axe(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url


@SIZES
def test_before_anything_was_proposed(loop, open_page, size):
    page = open_page(person=loop.city.person("zhao_min"), size=size)
    for address in ("/work/publications/", "/work/publications/new/", "/figures/"):
        page.goto(address)
        looks_right(page, size)


@SIZES
def test_every_state_reads_for_everybody(said, loop, open_page, size):
    page = open_page(person=loop.city.person("zhao_min"), size=size)
    number = said.number
    numbers = [str(int(number) - before) for before in range(4)]
    for address in ["", *(f"{one}/" for one in numbers), f"{number}/withdraw/"]:
        page.goto(f"/work/publications/{address}")
        looks_right(page, size)
    page.goto("/figures/")
    looks_right(page, size)


@SIZES
def test_it_is_proposed_signed_and_taken_back_on_the_pages(said, loop, open_page, size):
    office = open_page(person=loop.city.person("zhao_min"), size=size)
    office.goto("/work/publications/")
    office.get_by_role("link", name="提请公布").click()
    office.get_by_label("公布哪个数").select_option("cases.registered")
    office.get_by_label("期间").fill("上个季度")
    office.get_by_label("说明").fill("例行")
    office.get_by_role("button", name="提请公布").click()
    office.get_by_text("看不懂期间").first.wait_for()
    assert office.get_by_label("说明").input_value() == "例行"
    looks_right(office, size)
    office.goto(f"/work/publications/{said.number}/")
    office.get_by_role("link", name="撤回").click()
    looks_right(office, size)
    office.get_by_role("button", name="撤回").click()
    office.get_by_text("已撤回").first.wait_for()
    looks_right(office, size)
    leader = open_page(person=loop.city.person("mayor_fang"), size=size)
    again = actions.propose_publication(
        by=loop.actor("zhao_min"), at=loop.later(), figure=figure_of("cases.resolution_rate"),
        period=str(loop.at.year), reason="口径核对过。",
    )  # fmt: skip
    leader.goto(f"/work/publications/{again.number}/decide/")
    looks_right(leader, size)
    leader.get_by_label("同意公布", exact=True).check()
    leader.get_by_role("button", name="签发").click()
    leader.get_by_text("已公布").first.wait_for()
    looks_right(leader, size)
