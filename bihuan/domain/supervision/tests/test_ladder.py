"""督办: each rung with its clock, reply, check and lifting; up the ladder only with a reason."""

import pytest
from django.utils.timezone import localtime

from bihuan.domain.supervision import actions
from bihuan.domain.supervision.choices import Rung, SupervisionState
from bihuan.domain.supervision.jobs import call_unanswered
from bihuan.domain.supervision.models import Incident
from bihuan.domain.supervision.queries import supervision_facts, supervision_for
from bihuan.domain.supervision.tests.parts import CALENDAR
from bihuan.domain.supervision.verbs import SUPERVISION_VERBS
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.journal import history
from bihuan.testing.city import CAST
from bihuan.testing.refusals import refused


def reply_of(supervising, one, who):
    return supervising.do(actions.reply_supervision, one, who, reply="已办完，今后每周检查。")


@pytest.mark.parametrize(
    ("rung", "repliers"),
    [
        (Rung.REMINDER, {"ma_li", "gao_feng"}),
        (Rung.SECTION, {"gao_feng"}),
        (Rung.HEAD, {"director_chen", "lin_tao"}),
    ],
)
def test_each_rung_is_answered_by_its_addressee(supervising, loop, rung, repliers):
    one = supervising.supervision(rung)
    may = SUPERVISION_VERBS.get("reply").may
    facts = supervision_facts(one, at=loop.at)
    found = {name for name in CAST if may(facts, loop.actor(name)) is None}
    assert found == repliers - ({"ma_li"} if rung == Rung.REMINDER else set())


@pytest.mark.parametrize(
    ("rung", "day"),
    [(Rung.REMINDER, "11-25"), (Rung.SECTION, "11-26"), (Rung.HEAD, "11-30")],
)
def test_each_rung_has_its_own_clock(supervising, rung, day):
    (duty,) = open_duties(supervising.supervision(rung).subject)
    assert (duty.verb, f"{localtime(duty.due_at):%m-%d %H:%M}") == ("reply", f"{day} 17:30")


def test_reply_check_lifting_leave_their_entries(supervising):
    one = supervising.supervision(Rung.SECTION)
    one = reply_of(supervising, one, "gao_feng")
    one = supervising.do(actions.send_back_supervision, one, "zhao_min", reason="没有写原因。")
    one = reply_of(supervising, one, "gao_feng")
    one = supervising.do(actions.lift_supervision, one, "zhao_min", opinion="现场看过。")
    events = [entry.event.partition(".")[2] for entry in history(one.subject)]
    assert events == ["issue", "reply", "send_back", "reply", "lift"]
    assert (one.state, open_duties(one.subject).count()) == (SupervisionState.LIFTED, 0)


def test_a_reminder_is_the_same_as_the_cases_know_and_is_written_there_once(supervising, loop):
    case = loop.until("complete")
    supervising.supervision(Rung.REMINDER, case)
    assert [entry.event for entry in history(case.subject)].count("case.remind") == 1
    supervising.supervision(Rung.SECTION, case)
    assert [entry.event for entry in history(case.subject)].count("case.remind") == 1


def test_one_paper_lists_many_parts_of_one_unit_and_nobody_else_s(supervising, loop):
    mine = [loop.until("complete") for _ in range(3)]
    one = supervising.supervision(Rung.HEAD, mine[0])
    many = actions.issue_supervision(
        by=loop.actor("zhao_min"),
        at=loop.later(),
        rung=Rung.HEAD,
        addressee=loop.city.housing,
        cases=mine,
        title="三件",
        demand="办。",
    )
    assert (one.items.count(), many.items.count()) == (1, 3)
    with refused("not_theirs"):
        supervising.supervision(Rung.HEAD, mine[0], addressee=loop.city.streets)


def test_a_listed_order_waits_for_a_leader(supervising, loop):
    one = supervising.supervision(Rung.LISTED)
    assert one.state == SupervisionState.ASKED
    with refused("not_found"):
        supervision_for(loop.actor("director_chen"), one.number)
    one = supervising.do(actions.decide_listing, one, "mayor_fang", granted=True, answer="同意。")
    assert one.state == SupervisionState.ISSUED
    assert supervision_for(loop.actor("director_chen"), one.number) == one
    one = reply_of(supervising, one, "director_chen")
    with refused("same_hand"):  # whoever asked for it does not take it off
        supervising.do(actions.lift_supervision, one, "zhao_min", opinion="好。")
    one = supervising.do(actions.lift_supervision, one, "zheng_kai", opinion="属实。")
    assert one.state == SupervisionState.LIFTED


def test_a_leader_may_refuse_to_list(supervising):
    one = supervising.supervision(Rung.LISTED)
    one = supervising.do(actions.decide_listing, one, "mayor_fang", granted=False, answer="先督办局长。")
    assert one.state == SupervisionState.WITHDRAWN


def test_up_the_ladder_only_when_it_was_not_answered_in_time(supervising, loop):
    one = supervising.supervision(Rung.REMINDER)
    with refused("not_yet"):
        supervising.do(actions.escalate_supervision, one, "zhao_min", demand="还不办。")
    loop.later(days=4)
    assert call_unanswered(CALENDAR, loop.at).done == 1
    assert call_unanswered(CALENDAR, loop.at).done == 0
    assert {duty.verb for duty in open_duties(one.subject)} == {"reply", "escalate"}
    seen = []
    for rung in (Rung.SECTION, Rung.HEAD, Rung.LISTED):
        above = supervising.do(actions.escalate_supervision, one, "zhao_min", demand="逾期未报告。")
        one.refresh_from_db()
        assert (one.state, above.rung, above.previous) == (SupervisionState.ESCALATED, rung, one)
        seen.append(above.items.count())
        one = above
        loop.later(days=14)
    assert seen == [1, 1, 1]
    with refused("wrong_state"):  # a listed order waits for its leader first
        supervising.do(actions.escalate_supervision, one, "zhao_min", demand="x")


def test_a_vertical_body_is_asked_and_not_ordered(supervising, loop):
    housing = loop.city.housing
    housing.body_kind = "VERTICAL"
    housing.save()
    case = loop.until("complete")
    with refused("asked_not_ordered"):
        supervising.supervision(Rung.HEAD, case)
    one = supervising.supervision(Rung.REQUEST, case, addressee=housing)
    assert one.rung == Rung.REQUEST
    loop.later(days=30)
    with refused("top_of_the_ladder"):
        supervising.do(actions.escalate_supervision, one, "zhao_min", demand="x")


def test_no_card_is_proposed_for_a_vertical_body(supervising, loop):
    loop.city.housing.body_kind = "VERTICAL"
    loop.city.housing.save()
    supervising.lapse()
    supervising.tick()
    assert Incident.objects.filter(kind="LATE", unit=loop.city.housing).exists()
    from bihuan.domain.supervision.models import Card

    assert not Card.objects.filter(unit=loop.city.housing).exists()


def test_an_ignored_order_is_an_incident_of_its_addressee(supervising, loop):
    one = supervising.supervision(Rung.SECTION)
    loop.later(days=10)
    supervising.tick()
    found = Incident.objects.get(kind="ORDER_IGNORED")
    assert (found.office, found.person, found.subject_id) == (
        loop.city.housing_permits,
        loop.city.person("gao_feng"),
        one.pk,
    )


def test_only_a_listed_order_can_be_public(supervising):
    one = supervising.supervision(Rung.HEAD)
    with refused("not_listed"):
        supervising.do(actions.publish_supervision, one, "zheng_kai")
