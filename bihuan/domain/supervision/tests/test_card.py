"""红黄牌: each verb works, is refused in other states and to other people, and leaves its entry."""

from datetime import timedelta

import pytest

from bihuan.domain.supervision import actions
from bihuan.domain.supervision.choices import AppealGround, CardState, Colour, Decision
from bihuan.domain.supervision.jobs import expire_cards
from bihuan.domain.supervision.models import Card, Finding, Incident
from bihuan.domain.supervision.queries import card_facts, card_for
from bihuan.domain.supervision.queries.standing import standing_of
from bihuan.domain.supervision.tests.parts import CALENDAR
from bihuan.domain.supervision.verbs import CARD_VERBS
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.journal import history
from bihuan.kernel.journal.models import Entry
from bihuan.testing.city import CAST
from bihuan.testing.refusals import refused

NEXT = {
    "issue": ("zhao_min", "zheng_kai", "mayor_fang"),
    "dismiss": ("zhao_min", "zheng_kai", "mayor_fang"),
    "serve": ("zhao_min", "zheng_kai", "mayor_fang"),
    "answer": ("ma_li", "gao_feng", "lin_tao", "director_chen"),
    "appeal": ("ma_li", "gao_feng", "lin_tao", "director_chen"),
    "decide": ("han_xue", "mayor_fang"),
    "lift": ("han_xue", "mayor_fang"),
    "publish": ("zheng_kai", "mayor_fang"),
}


def test_a_lateness_is_found_with_its_journal_entries_and_proposed_to_the_office_alone(supervising, loop):
    card = supervising.card()
    incident = Incident.objects.get(kind="LATE", item__startswith="leg:", office=loop.city.housing_permits)
    cited = Entry.objects.filter(pk__in=incident.entries)
    assert {entry.event for entry in cited} >= {"case.subdispatch", "duty.red", "case.endorse"}
    assert (card.state, card.colour, card.person) == (
        CardState.PROPOSED,
        Colour.YELLOW,
        loop.city.person("gao_feng"),
    )
    assert Finding.objects.get(key=card.finding_key).ground == card.ground == "grave_lateness"
    for name in ("gao_feng", "director_chen", "li_qiang", "sun"):
        with refused("not_found"):
            card_for(loop.actor(name), card.number)
    assert card_for(loop.actor("zhao_min"), card.number) == card


@pytest.mark.parametrize("verb", NEXT)
def test_only_those_whose_step_it_is_may_take_it(supervising, loop, verb):
    card = supervising.card(verb)
    may = [
        name
        for name in CAST
        if CARD_VERBS.get(verb).may(card_facts(card, loop.actor(name), at=loop.at), loop.actor(name)) is None
    ]
    assert set(may) == set(NEXT[verb])


@pytest.mark.parametrize("verb", [v.code for v in CARD_VERBS if v.code != "unpublish"])
def test_a_lifted_card_is_past_every_verb(supervising, loop, verb):
    card = supervising.card("issue")
    card.state = CardState.LIFTED
    who = {"answer": "gao_feng", "appeal": "gao_feng", "publish": "zheng_kai"}.get(verb, "han_xue")
    facts = card_facts(card, loop.actor(who), at=loop.at)
    assert CARD_VERBS.get(verb).may(facts, loop.actor(who)).code == "wrong_state"


def test_once_issued_the_section_s_head_the_unit_s_voice_and_the_person_see_it_and_no_colleague(
    supervising, loop
):
    card = supervising.card("serve")
    for name in ("gao_feng", "ma_li", "director_chen", "lin_tao", "mayor_fang"):
        assert card_for(loop.actor(name), card.number) == card
    for name in ("li_qiang", "sun", "xu_hui", "song_na"):
        with refused("not_found"):
            card_for(loop.actor(name), card.number)


def test_the_notice_is_a_paper_whose_hash_stands_in_the_journal(supervising):
    card = supervising.card("serve")
    issued = next(entry for entry in history(card.subject) if entry.event == "card.issue")
    assert len(issued.data["paper"]["sha256"]) == 64


def test_nobody_appealed_and_it_takes_effect_at_the_end_of_the_fifth_working_day(supervising, loop):
    card = supervising.card("answer")
    with refused("not_over"):
        actions.take_effect(card=card, by=CALENDAR, at=card.appeal_until)
    card = supervising.in_force(card)
    assert (card.state, card.effective_at) == (CardState.EFFECTIVE, card.appeal_until)
    standing = standing_of(at=loop.at, section=card.section_id)
    assert (standing.yellow, standing.red, [bar.award for bar in standing.barred]) == (1, 0, ["MODEL_WINDOW"])
    assert standing_of(at=loop.at, person=card.person_id).yellow == 1
    assert not open_duties(card.subject).exists()


def test_it_expires_and_counts_no_more(supervising, loop):
    card = supervising.card("effective")
    loop.at = card.expires_at + timedelta(minutes=1)
    assert standing_of(at=loop.at, section=card.section_id).yellow == 0
    assert expire_cards(CALENDAR, loop.at).done == 1
    assert Card.objects.get(pk=card.pk).state == CardState.EXPIRED


def test_an_appeal_after_the_limit_is_too_late(supervising, loop):
    card = supervising.card("appeal")
    loop.at = card.appeal_until + timedelta(minutes=1)
    with refused("appeal_too_late"):
        supervising.step("appeal", card)


def test_an_appeal_is_decided_with_a_ground_and_the_card_does_not_count_meanwhile(supervising, loop):
    card = supervising.card("decide")
    assert standing_of(at=loop.at, section=card.section_id).yellow == 0
    with refused("no_ground"):
        supervising.do(actions.decide_appeal, card, "han_xue", decision=Decision.LIFTED, reasons="属实。")
    with refused("nothing_below_yellow"):
        supervising.do(
            actions.decide_appeal,
            card,
            "han_xue",
            decision=Decision.REDUCED,
            reasons="x",
            ground=AppealGround.TOLERATED,
        )
    card = supervising.do(
        actions.decide_appeal,
        card,
        "han_xue",
        decision=Decision.LIFTED,
        reasons="先行先试。",
        ground=AppealGround.TOLERATED,
    )
    assert (card.state, card.decision_ground) == (CardState.LIFTED, "TOLERATED")


def test_a_red_card_can_be_reduced_to_a_yellow_one(supervising):
    card = supervising.card("decide")
    Card.objects.filter(pk=card.pk).update(colour=Colour.RED)
    card = supervising.do(
        actions.decide_appeal,
        card,
        "han_xue",
        decision=Decision.REDUCED,
        reasons="情节较轻。",
        ground=AppealGround.TOLERATED,
    )
    assert (card.state, card.colour) == (CardState.EFFECTIVE, Colour.YELLOW)


def test_a_card_may_be_milder_than_proposed_and_never_graver(supervising):
    with refused("not_above_the_ground"):
        supervising.do(actions.issue_card, supervising.card(), "zheng_kai", reasons="x", colour=Colour.RED)


def test_dismissed_by_a_person_the_same_lateness_is_never_proposed_again(supervising):
    card = supervising.do(actions.dismiss_card, supervising.card(), "zheng_kai", reasons="已约谈，容错免责。")
    supervising.tick()
    assert Card.objects.get() == card


def test_nothing_is_public_before_the_appeal_period_ends(supervising):
    card = supervising.card("answer")
    with refused("wrong_state"):
        supervising.do(actions.publish_card, card, "zheng_kai")
    card = supervising.do(actions.publish_card, supervising.in_force(card), "zheng_kai")
    assert card.published_at is not None
    assert supervising.do(actions.unpublish_card, card, "zheng_kai").published_at is None


def test_retaliation_is_never_public(supervising):
    card = supervising.card("effective")
    Card.objects.filter(pk=card.pk).update(ground="retaliation")
    with refused("never_public"):
        supervising.do(actions.publish_card, card, "zheng_kai")


def test_lifted_by_right_when_its_ground_is_gone_and_people_are_asked_first(supervising, loop):
    card = supervising.card("effective")
    start = Incident.objects.get(item__startswith="leg:", office=card.section_id).began_at
    supervising.outage(start, loop.at)
    supervising.tick()
    card.refresh_from_db()
    assert (card.state, card.doubtful_at is not None) == (CardState.EFFECTIVE, True)
    assert [duty.verb for duty in open_duties(card.subject)] == ["lift"]
    card = supervising.do(
        actions.lift_card, card, "han_xue", ground=AppealGround.OUTAGE, reasons="平台故障。"
    )
    assert card.state == CardState.LIFTED


def test_a_proposal_whose_ground_is_gone_is_taken_back_before_anybody_is_carded(supervising, loop):
    card = supervising.card()
    start = Incident.objects.get(item__startswith="leg:", office=card.section_id).began_at
    supervising.outage(start, loop.at)
    supervising.tick()
    card.refresh_from_db()
    assert (card.state, card.card_incidents.count()) == (CardState.DISMISSED, 0)
    assert history(card.subject)[-1].event == "card.withdraw_proposal"
