"""并案, 撤销并案."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Boundary, LegState, State
from bihuan.domain.cases.models import CheckResult, FollowUp, Link
from bihuan.domain.cases.tests.parts import do, owed, parts_of, promise
from bihuan.domain.cases.tests.ready import covering, held_by, last, receipt
from bihuan.testing.cases import SOLVED
from bihuan.testing.refusals import refused


def merge(loop, case, lead, who="zhao_min"):
    return do(loop, actions.merge_case, case, who, lead=lead)


def test_its_parts_end_and_both_chains_say_so(loop):
    lead, case = loop.until("complete"), loop.until("contact")
    case = merge(loop, case, lead)
    lead.refresh_from_db()
    assert (case.state, case.lead, owed(case), held_by(case)) == (State.MERGED, lead, {}, None)
    assert {leg.state for leg in parts_of(case)} == {LegState.RECALLED}
    assert (last(case).event, last(case).data["lead"]) == ("case.merge", lead.number)
    assert (last(lead).event, last(lead).data["case"]) == ("case.take_in", case.number)
    assert Link.objects.get().undone_at is None and not lead.is_group


def test_every_reporter_is_asked_by_one_who_had_no_hand_in_the_lead_case(loop):
    lead = loop.until("strike_off")
    case = merge(loop, loop.until("dispatch"), lead)
    lead = loop.step("strike_off", lead)
    case.refresh_from_db()
    assert (case.state, case.outcome, case.ended_at) == (State.STRUCK_OFF, "SOLVED", None)
    assert set(owed(case)) == {("follow_up", loop.city.city.key)}
    assert {c.case_id for c in CheckResult.objects.filter(passed=True)} == {case.pk, lead.pk}
    assert FollowUp.objects.filter(case=case).exists() and last(case).data["lead"] == lead.number
    said = SOLVED
    for absent, code in (("li_qiang", "same_hand"), ("zhao_min", "same_hand"), ("sun", "not_independent")):
        with refused(code):
            actions.follow_up_case(case=case, by=covering(loop, absent, "wu_tong"), at=loop.later(), **said)
    assert do(loop, actions.follow_up_case, case, "wu_tong", **said).state == State.CLOSED
    lead.refresh_from_db()
    assert lead.state == State.STRUCK_OFF


def test_five_people_make_it_a_group_and_the_same_person_counts_once(loop):
    lead = loop.until("complete")
    for n in (0, 0, 1, 2, 3):
        reporter = actions.Outsider(phone=f"1380000555{n}")
        merge(loop, loop.until("dispatch", reporter=reporter), lead)
        lead.refresh_from_db()
    assert lead.is_group


def test_neither_into_itself_nor_a_lead_nor_into_what_was_struck_off(loop):
    lead, case = loop.until("dispatch"), loop.until("dispatch")
    with refused("same_case"):
        merge(loop, case, case)
    for who, code in (("liu_yang", "not_your_role"), ("ma_li", "not_your_office")):
        with refused(code):
            merge(loop, case, lead, who)
    with refused("wrong_state"):
        merge(loop, case, loop.until("follow_up"))
    merge(loop, case, lead)
    with refused("leads_others"):
        merge(loop, lead, loop.until("dispatch"))
    for action, inputs in (
        (actions.decline_case, {"basis": Boundary.NO_FACTS, "explanation": "。"}),
        (actions.void_case, {"reason": "。"}),
    ):
        with refused("leads_others"):
            do(loop, action, lead, "zhao_min", **inputs)


def test_undone_it_goes_its_own_way_with_the_date_it_had(loop):
    case = loop.until("dispatch")
    date = promise(case)
    case = merge(loop, case, loop.until("complete"))
    with refused("no_reason"):
        do(loop, actions.unmerge_case, case, "zhao_min", reason=" ")
    with refused("not_your_role"):
        do(loop, actions.unmerge_case, case, "zheng_kai", reason="不是一件。")
    case = do(loop, actions.unmerge_case, case, "zhao_min", reason="不是一件。")
    city = loop.city.city
    assert (case.state, case.lead, promise(case)) == (State.ACCEPTED, None, date)
    assert set(owed(case)) == {("promise", city.key), ("dispatch", city.key)}
    assert held_by(case) == (city.code, "TRIAGE") and Link.objects.get().undone_at == loop.at
    assert last(case).event == "case.unmerge"


def test_where_the_leads_reporter_withdraws_the_others_go_on(loop):
    lead, case = loop.until("complete"), loop.register()
    case = merge(loop, case, lead)
    actions.withdraw_case(case=lead, by=receipt(lead), at=loop.later())
    case.refresh_from_db()
    assert (case.state, case.lead, case.accepted_at) == (State.ACCEPTED, None, loop.at)
    assert last(case).data["withdrawn"] == lead.number
