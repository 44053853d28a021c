"""Who may do what with cards, 督办单, outages, interviews and circulars in each of their states, as recorded in matrix.yaml."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from bihuan.domain.supervision import actions, queries
from bihuan.domain.supervision.choices import AppealGround, Rung
from bihuan.domain.supervision.jobs import call_unanswered
from bihuan.domain.supervision.queries import facts
from bihuan.domain.supervision.tests.parts import CALENDAR, Supervising
from bihuan.domain.supervision.verbs import TABLES
from bihuan.testing.city import CAST
from bihuan.testing.matrix import Situations


@pytest.fixture
def world(supervising) -> Situations:
    loop = supervising.loop

    def timed(facts_of: Any) -> Any:
        return lambda thing, actor: facts_of(thing, actor, at=loop.at)

    nouns = {
        "card": (queries.cards_visible_to, timed(facts.card_facts)),
        "supervision": (queries.supervisions_visible_to, timed(facts.supervision_facts)),
        "outage": (queries.outages_visible_to, facts.outage_facts),
        "interview": (queries.interviews_visible_to, facts.interview_facts),
        "circular": (queries.circulars_visible_to, facts.circular_facts),
    }
    return Situations(TABLES, nouns, lambda thing: {who: loop.actor(who) for who in CAST})


def test_who_may_do_what_in_every_situation_is_as_recorded(supervising, world):
    _card_and_circular(supervising, world)
    _ladder(supervising, world)
    _outage(supervising, world)
    _interview(supervising, world)
    world.assert_as_recorded(Path(__file__).with_name("matrix.yaml"))
    world.assert_every_verb_is_open_to_somebody()


def _card_and_circular(supervising: Supervising, world: Situations) -> None:
    card = world.look("proposed by a rule", supervising.card("issue"))
    for step, name in (("issue", "issued"), ("serve", "served"), ("answer", "answered")):
        card = world.look(name, supervising.step(step, card))
    with transaction.atomic():  # the way not taken below
        world.look("appealed", supervising.step("appeal", card))
        transaction.set_rollback(True)
    card.refresh_from_db()
    card = world.look("in force", supervising.in_force(card))
    do = partial(_do, supervising, world)
    card = do("published", actions.publish_card, card, "zheng_kai")
    loop = supervising.loop
    circular = actions.draft_circular(
        by=loop.actor("zhao_min"), at=loop.later(), title="通报", text="引以为戒。", cards=[card]
    )
    circular = world.look("drafted", circular)
    circular = do("asked", actions.ask_circular, circular, "zhao_min")
    circular = do("signed", actions.decide_circular, circular, "mayor_fang", granted=True, answer="同意。")
    do("published", actions.publish_circular, circular, "zheng_kai")
    given = {"ground": AppealGround.OUTAGE, "reasons": "平台故障。"}
    do("lifted by right", actions.lift_card, card, "han_xue", **given)


def _ladder(supervising: Supervising, world: Situations) -> None:
    do, loop = partial(_do, supervising, world), supervising.loop
    one = world.look("a reminder", supervising.supervision(Rung.REMINDER))
    loop.later(days=15)
    call_unanswered(CALENDAR, loop.at)
    world.look("a reminder that nobody answered", one)
    one = world.look("an order to the section", _up(supervising, one))
    one = do("answered", actions.reply_supervision, one, "gao_feng", reply="已办完。")
    do("checked", actions.lift_supervision, one, "zhao_min", opinion="属实。")
    listed = world.look("to be listed", supervising.supervision(Rung.LISTED))
    listed = do("listed", actions.decide_listing, listed, "mayor_fang", granted=True, answer="同意。")
    listed = do("published", actions.publish_supervision, listed, "zheng_kai")
    do("answered by the unit", actions.reply_supervision, listed, "director_chen", reply="已办完。")


def _up(supervising: Supervising, one: Any) -> Any:
    return supervising.do(actions.escalate_supervision, one, "zhao_min", demand="逾期未报告。")


def _outage(supervising: Supervising, world: Situations) -> None:
    at = supervising.loop.at
    one = supervising.outage(at - timedelta(hours=3), at - timedelta(hours=1), approve=False)
    world.look("recorded", one)
    _do(supervising, world, "approved", actions.approve_outage, one, "han_xue", granted=True)


def _interview(supervising: Supervising, world: Situations) -> None:
    loop = supervising.loop
    talk = actions.arrange_interview(
        by=loop.actor("mayor_fang"),
        at=loop.later(),
        unit=loop.city.housing,
        person=loop.city.person("director_chen"),
        title="虚假办结",
        planned_at=loop.at + timedelta(days=1),
        place="三楼",
    )
    talk = world.look("arranged", talk)
    said = {"present": "局长", "minutes": "指出问题。", "promises": "自查。"}
    talk = _do(supervising, world, "held", actions.record_minutes, talk, "zhao_min", **said)
    _do(supervising, world, "confirmed", actions.confirm_interview, talk, "director_chen")


def _do(
    supervising: Supervising, world: Situations, name: str, action: Any, thing: Any, who: str, **inputs: Any
) -> Any:
    return world.look(name, supervising.do(action, thing, who, **inputs))
