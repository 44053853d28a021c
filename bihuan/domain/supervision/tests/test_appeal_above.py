"""An appeal goes to the lowest level where somebody can decide it who neither issued the card nor gains by it."""

from datetime import timedelta

import pytest

from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Tenure
from bihuan.domain.supervision import actions
from bihuan.domain.supervision.choices import AppealGround, CardState, Decision
from bihuan.domain.supervision.jobs import raise_appeals
from bihuan.domain.supervision.models import Card
from bihuan.domain.supervision.tests.parts import CALENDAR
from bihuan.domain.supervision.tests.test_papers import text_of
from bihuan.kernel.calendar import day_of
from bihuan.kernel.documents.models import Document
from bihuan.kernel.duties.queries import duties_of, open_duties
from bihuan.kernel.journal import history
from bihuan.testing.refusals import refused

LIFTED = {"decision": Decision.LIFTED, "reasons": "平台当天确有故障。", "ground": AppealGround.OUTAGE}


@pytest.fixture
def of_the_county(supervising, city) -> Card:
    """A card of the county's office, which its only arbiter issued and served."""
    card = supervising.card("issue")
    Card.objects.filter(pk=card.pk).update(office=city.county)
    card.refresh_from_db()
    card = supervising.do(actions.issue_card, card, "song_na", reasons="核实属实。")
    return supervising.do(actions.serve_card, card, "song_na", service="HAND")


def owed(card):
    return [
        (duty.verb, duty.holder, duty.role) for duty in open_duties(card.subject) if duty.verb != "answer"
    ]


def leaves(city, who, at):
    Tenure.objects.filter(post=city.posts[who]).update(to_on=day_of(at) - timedelta(days=1))


def test_where_somebody_of_the_office_can_it_stays_there(supervising, city):
    card = supervising.step("appeal", supervising.card("appeal"))
    assert card.judge is None and owed(card) == [("decide", city.city.key, Role.ARBITER)]


def test_where_no_arbiter_of_the_office_can_its_leader_owes_it(supervising, city, loop):
    """赵敏 is an arbiter too, but served it, and 韩雪 left."""
    card = supervising.card("appeal")
    leaves(city, "han_xue", loop.at)
    card = supervising.step("appeal", card)
    assert card.judge is None and owed(card) == [("decide", city.city.key, Role.LEADER)]


def test_whom_the_county_has_issued_it_so_the_city_decides(supervising, city, of_the_county, loop):
    card = supervising.step("appeal", of_the_county)
    assert card.judge == city.city and owed(card) == [("decide", city.city.key, Role.ARBITER)]
    assert duties_of(loop.actor("han_xue")).filter(verb="decide").exists()
    with refused("not_your_office"):
        supervising.do(actions.decide_appeal, card, "song_na", **LIFTED)
    card = supervising.do(actions.decide_appeal, card, "han_xue", **LIFTED)
    assert card.state == CardState.LIFTED and owed(card) == []
    said = text_of(Document.objects.get(kind="card.decision"))
    assert "市双优化办" in said and "公安县双优化办" not in said, "whoever decided signs"


def test_the_county_s_own_arbiter_decides_what_somebody_else_issued(supervising, city):
    card = supervising.card("issue")
    Card.objects.filter(pk=card.pk).update(office=city.county)
    city.posts["qin_lan"].roles = [Role.OFFICE]
    city.posts["qin_lan"].save(update_fields=["roles"])
    card.refresh_from_db()
    card = supervising.do(actions.issue_card, card, "qin_lan", reasons="核实属实。")
    card = supervising.do(actions.serve_card, card, "qin_lan", service="HAND")
    card = supervising.step("appeal", card)
    assert card.judge is None and owed(card) == [("decide", city.county.key, Role.ARBITER)]
    with refused("not_your_office"):
        supervising.do(actions.decide_appeal, card, "han_xue", **LIFTED)


def test_whoever_could_has_left_meanwhile_and_the_calendar_raises_it(supervising, city, of_the_county, loop):
    card = supervising.step("appeal", of_the_county)
    leaves(city, "han_xue", loop.at)
    leaves(city, "zhao_min", loop.at)
    assert raise_appeals(CALENDAR, loop.later()).done == 1
    card.refresh_from_db()
    assert card.judge == city.city and owed(card) == [("decide", city.city.key, Role.LEADER)]
    assert history(card.subject)[-1].event == "card.raise"
    assert raise_appeals(CALENDAR, loop.later()).done == 0, "once"


def test_where_nobody_can_anywhere_it_waits_with_the_office_and_is_not_raised(supervising, city, loop):
    card = supervising.card("appeal")
    for who in ("han_xue", "mayor_fang"):
        leaves(city, who, loop.at)
    card = supervising.step("appeal", card)
    assert card.judge is None and owed(card) == [("decide", city.city.key, Role.ARBITER)]
    assert raise_appeals(CALENDAR, loop.later()).done == 0
    with refused("nobody_above"):
        actions.raise_card(card=card, by=CALENDAR, at=loop.later())


def test_a_card_whose_ground_is_gone_is_looked_at_by_the_level_above_too(
    supervising, city, of_the_county, loop
):
    card = actions.doubt_card(card=of_the_county, by=CALENDAR, at=loop.later())
    assert card.judge == city.city and owed(card) == [("lift", city.city.key, Role.ARBITER)]
    card = supervising.do(
        actions.lift_card, card, "han_xue", ground=AppealGround.OUTAGE, reasons="平台故障。"
    )
    assert card.state == CardState.LIFTED
