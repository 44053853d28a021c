"""What is late or badly done has consequences, fairly: three stories."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from bihuan.domain.cases import actions as cases
from bihuan.domain.remedies.actions import relapse_order
from bihuan.domain.remedies.tests.parts import Rectifying
from bihuan.domain.supervision import actions
from bihuan.domain.supervision.choices import (
    AppealGround,
    CardState,
    Colour,
    Decision,
    Rung,
    SupervisionState,
)
from bihuan.domain.supervision.jobs import call_unanswered
from bihuan.domain.supervision.models import Card, Finding, Incident
from bihuan.domain.supervision.queries import cards_visible_to
from bihuan.domain.supervision.queries.held import held_against, late_by
from bihuan.domain.supervision.queries.public import public_cards
from bihuan.domain.supervision.queries.standing import standing_of
from bihuan.domain.supervision.tests.parts import CALENDAR, Supervising
from bihuan.kernel.attachments.actions import receive_file
from bihuan.kernel.documents.official import official_document
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal import history
from bihuan.testing.cases import Loop
from bihuan.testing.refusals import refused


@pytest.fixture
def supervising(city) -> Supervising:
    return Supervising(Loop(city))


def test_a_section_lets_cases_lapse_lit_carded_appeals_lifted_because_the_platform_was_down(supervising):
    loop = supervising.loop
    # Three cases pass their date in one month. The lights come on by themselves and have no consequence yet.
    lapsed = [loop.until("complete") for _ in range(3)]
    due = max(Duty.objects.filter(verb="handle", item__startswith="leg:").values_list("due_at", flat=True))
    loop.at = due + timedelta(minutes=5)
    supervising.tick()
    lit = late_by(loop.actor("gao_feng"), at=loop.at)
    assert {one.subject_id for one in lit if "handle" in one.verb} == {case.pk for case in lapsed}
    # They are handed in the next morning: late is late, and three of three in a month is a ground.
    loop.at = due + timedelta(hours=16)
    for case in lapsed:
        loop.step("complete", case)
        loop.step("endorse", case)
    supervising.tick()
    finding = Finding.objects.get(ground="red_lights", office=loop.city.housing_permits)
    assert (finding.number, finding.volume, len(finding.entries) >= 9) == (3, 3, True)
    card = Card.objects.get(ground="red_lights", section=loop.city.housing_permits)
    assert card.state == CardState.PROPOSED and not cards_visible_to(loop.actor("gao_feng")).exists()
    # A person issues it, it is served, the head of the section says that the platform was down on the last afternoon.
    for step in ("issue", "serve", "appeal"):
        card = supervising.step(step, card)
    assert [one.number for one in held_against(loop.actor("gao_feng")).cards] == [card.number]
    assert public_cards() == []
    # The outage is recorded by one and approved by another; the incidents are computed again, and an arbiter is asked to look.
    supervising.outage(due - timedelta(hours=4), due + timedelta(hours=16))
    supervising.tick()
    card.refresh_from_db()
    assert card.doubtful_at is not None
    assert not Incident.objects.filter(kind="LATE", verb__contains="handle", counts=True).exists()
    # Whoever issued it does not decide; nor whoever had a hand in the cases.
    for name in ("zheng_kai", "zhao_min"):
        with refused("not_your_role" if name == "zheng_kai" else "same_hand"):
            supervising.do(
                actions.decide_appeal, card, name, decision=Decision.LIFTED, reasons="x", ground="OUTAGE"
            )
    card = supervising.do(
        actions.decide_appeal,
        card,
        "han_xue",
        decision=Decision.LIFTED,
        ground=AppealGround.OUTAGE,
        reasons="当天下午平台故障，已经认定。",
    )
    assert card.state == CardState.LIFTED
    supervising.tick()
    assert standing_of(at=loop.at, section=card.section_id).yellow == 0
    assert (
        Card.objects.exclude(state=CardState.DISMISSED).get() == card
    )  # the same lateness is never carded again
    events = [entry.event.partition(".")[2] for entry in history(card.subject)]
    assert events == ["propose", "issue", "serve", "appeal", "doubt", "decide"]


def test_a_false_completion_is_found_at_follow_up_and_climbs_the_ladder(supervising):
    loop = supervising.loop
    case = loop.until("uphold")  # struck off as solved; the reporter says that it is not
    case = cases.new_round(case=case, by=loop.actor("han_xue"), at=loop.later(), differs="由科长现场办理。")
    supervising.tick()
    found = Incident.objects.get(kind="FALSE_AT_FOLLOW_UP")
    assert (found.office, found.person) == (loop.city.housing_permits, loop.city.person("gao_feng"))
    card = Card.objects.get(ground="false_at_follow_up")
    assert card.colour == Colour.YELLOW
    # Meanwhile it is supervised: a reminder that nobody answers goes to the section, to the head of the unit, and is listed by a leader.
    one = supervising.supervision(Rung.REMINDER, case)
    for rung in (Rung.SECTION, Rung.HEAD, Rung.LISTED):
        loop.later(days=15)
        assert call_unanswered(CALENDAR, loop.at).done == 1
        one = supervising.do(actions.escalate_supervision, one, "zhao_min", demand="到期没有报告。")
        assert one.rung == rung
    one = supervising.do(actions.decide_listing, one, "mayor_fang", granted=True, answer="同意。")
    supervising.tick()
    assert Incident.objects.filter(kind="ORDER_IGNORED").count() == 3
    one = supervising.do(actions.reply_supervision, one, "director_chen", reply="已现场办结，反映人在场。")
    one = supervising.do(actions.lift_supervision, one, "zheng_kai", opinion="到现场看过。")
    assert one.state == SupervisionState.LIFTED
    # The head comes to talk about it; the circular waits until the card is in force.
    talk = actions.arrange_interview(
        by=loop.actor("mayor_fang"),
        at=loop.later(),
        unit=loop.city.housing,
        person=loop.city.person("director_chen"),
        title="虚假办结",
        planned_at=loop.at + timedelta(days=1),
        place="三楼",
        supervision=one,
    )
    talk = supervising.do(
        actions.record_minutes,
        talk,
        "zhao_min",
        present="市领导、局长",
        minutes="指出问题。",
        promises="逐件自查。",
    )
    talk = supervising.do(actions.confirm_interview, talk, "director_chen", remark="无。")
    with refused("card_not_effective"):
        actions.draft_circular(
            by=loop.actor("zhao_min"), at=loop.later(), title="通报", text="引以为戒。", cards=[card]
        )
    for step in ("issue", "serve"):
        card = supervising.step(step, card)
    card = supervising.in_force(card)
    circular = actions.draft_circular(
        by=loop.actor("zhao_min"), at=loop.later(), title="通报", text="引以为戒。", cards=[card]
    )
    circular = supervising.do(actions.ask_circular, circular, "zhao_min")
    circular = supervising.do(actions.decide_circular, circular, "mayor_fang", granted=True, answer="同意。")
    assert circular.letter.startswith("双优通〔")


def test_the_towing_order_relapsed(supervising):
    """A verified fix that did not hold: the unit is found to have relapsed, carded to whoever headed it when it was verified."""
    loop = supervising.loop

    def proof(who):
        content = official_document(
            title="退款回单", body=["已退。"], signed_by="市城管局", on=loop.at.date()
        )
        return [receive_file(upload=ContentFile(content, name="p.docx"), by=loop.actor(who), at=loop.at)]

    rectifying = Rectifying(loop, proof)
    order = rectifying.until("relapse")
    again = loop.register(content="又收了拖车费。")
    relapse_order(order=order, by=loop.actor("zhao_min"), at=loop.later(), case=again)
    supervising.tick()
    found = Incident.objects.get(kind="RELAPSED")
    assert (found.office, found.person, len(found.entries)) == (
        loop.city.streets,
        loop.city.person("deng_bo"),
        2,
    )
    card = Card.objects.get(ground="relapse")
    assert (card.unit, card.person) == (loop.city.streets, loop.city.person("deng_bo"))
    card = supervising.do(actions.issue_card, card, "zheng_kai", reasons="整改没有守住。")
    card = supervising.do(actions.serve_card, card, "zhao_min", service="HAND")
    assert [one.number for one in held_against(loop.actor("deng_bo")).cards] == [card.number]
