"""The pages of what lasts beyond one case, and what the portal shows to everybody: axe finds nothing, nothing runs over on a phone."""

from datetime import timedelta

import pytest

from bihuan.domain.cases import actions as case_actions
from bihuan.domain.remedies import actions
from bihuan.domain.remedies.choices import Cause
from bihuan.testing.browser import DESK, PHONE, axe
from bihuan.testing.cases import Loop
from bihuan.testing.city import make_city

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


@pytest.fixture
def loop(transactional_db):
    from bihuan.kernel.clock import now

    return Loop(make_city(), at=now() - timedelta(hours=20))


@pytest.fixture
def lasting(loop):
    """An order, a report upward, a campaign: their addresses."""
    case, office = loop.until("complete"), loop.actor("zhao_min")
    order = actions.issue_order(
        by=office,
        at=loop.later(),
        cases=[case],
        unit=loop.city.streets,
        title="事故车辆拖移收费",
        cause=Cause.MECHANISM,
        found="拖车公司向司机收费，没有标准，也没有票据。",
        root="费用没有预算保障，主管单位没有核对。",
        redress_required=True,
        like_units=[loop.city.housing],
    )
    upward = actions.draft_upward(
        by=loop.actor("li_qiang"),
        at=loop.later(),
        title="自建房补办手续",
        superior="省住房和城乡建设厅",
        problem="政策不覆盖一九九八年以前的自建房。",
        request="请明确补办口径。",
        cases=[case],
    )
    campaign = actions.open_campaign(
        by=office,
        at=loop.later(),
        office=loop.city.city,
        code="PARKING-2026",
        name="停车收费专项治理",
        scope="全市道路停车收费",
        lead=loop.city.streets,
        from_on=loop.at.date(),
        to_on=loop.at.date() + timedelta(days=60),
        areas=3,
    )
    slugs = {"orders": order, "upward": upward, "campaigns": campaign}
    return [f"/work/{slug}/" for slug in [*slugs, "long-term", "clues"]] + [
        f"/work/{slug}/{thing.number}/" for slug, thing in slugs.items()
    ]


@SIZES
def test_what_lasts_reads_for_everybody(lasting, loop, open_page, size):
    page = open_page(person=loop.city.person("zhao_min"), size=size)
    for address in lasting:
        page.goto(address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address


@SIZES
def test_what_everybody_may_read(loop, open_page, size):
    case = loop.until("closed")
    case_actions.publish_case(
        case=case,
        by=loop.actor("zheng_kai"),
        at=loop.later(),
        title="围挡后移，晚上有灯",
        question="有人反映施工围挡占了半边路。",
        answer="围挡已后移三米，装了警示灯。",
    )
    page = open_page(size=size)
    for address in ("/", "/finished/", "/answers/", "/figures/", "/track/"):
        page.goto(address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address
