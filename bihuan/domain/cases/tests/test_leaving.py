"""不予受理, 移送, 移送结果, 撤回, 作废: out of the loop, each with its basis."""

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Boundary, LegState, State
from bihuan.domain.cases.models import Transfer
from bihuan.domain.cases.queries.gate import case_for
from bihuan.domain.cases.rules.leaving import DECLINES, TRANSFERS
from bihuan.domain.cases.tests.parts import do, owed, parts_of
from bihuan.domain.cases.tests.ready import covering, held_by, last, receipt
from bihuan.testing.refusals import refused

WORDS = "请向有权机关提出。"


def is_out(case, state, event):
    assert (case.state, owed(case), held_by(case)) == (state, {}, None)
    assert case.ended_at and last(case).event == event and WORDS not in last(case).text
    assert case.version == last(case).seq


def test_declined_on_a_basis_with_words_for_the_reporter(loop):
    case = loop.register()
    inputs = {"basis": Boundary.LITIGATION, "explanation": WORDS}
    with refused("not_your_role"):
        do(loop, actions.decline_case, case, "liu_yang", **inputs)
    with refused("no_reason"):
        do(loop, actions.decline_case, case, "zhao_min", **inputs | {"explanation": " "})
    is_out(do(loop, actions.decline_case, case, "zhao_min", **inputs), State.DECLINED, "case.decline")


@pytest.mark.parametrize("basis", list(Boundary))
def test_each_basis_declines_or_transfers_or_goes_by_a_letter_of_its_own(basis):
    assert (basis in DECLINES or basis in TRANSFERS) == (basis != Boundary.DISCIPLINE)


def test_transferred_the_other_organs_number_is_the_evidence_and_its_answer_closes(loop):
    case = loop.until("contact")
    with refused("not_a_ground"):
        do(loop, actions.transfer_case, case, "zhao_min", basis=Boundary.NO_FACTS, organ="12315")
    case = do(
        loop,
        actions.transfer_case,
        case,
        "zhao_min",
        basis=Boundary.STATUTORY,
        organ="12315",
        acceptance_number="A-1",
        explanation=WORDS,
    )
    is_out(case, State.TRANSFERRED, "case.transfer")
    assert {leg.state for leg in parts_of(case)} == {LegState.RECALLED}
    with refused("not_your_role"):
        do(loop, actions.conclude_transfer, case, "zheng_kai", outcome="SOLVED", answer="。")
    case = do(loop, actions.conclude_transfer, case, "zhao_min", outcome="SOLVED", answer=WORDS)
    is_out(case, State.CLOSED, "case.conclude_transfer")
    assert Transfer.objects.get().answered_at == loop.at


def test_a_complaint_about_the_citys_own_government_goes_to_the_next_level_up_and_nowhere_else(loop, city):
    """Nobody is above it here: it is not accepted, declined or answered by those complained of; they pass it on, and note the answer."""
    case = loop.register(respondent=city.city, about_conduct=True)
    assert case_for(loop.actor("zhao_min"), case.number) == case
    for action, inputs in (
        (actions.accept_case, {}),
        (actions.decline_case, {"basis": Boundary.NO_FACTS, "explanation": WORDS}),
        (actions.merge_case, {"lead": loop.register()}),
    ):
        with refused("goes_up"):
            do(loop, action, case, "zhao_min", **inputs)
    up = {"basis": Boundary.SUPERIOR, "organ": "省优化营商环境工作领导小组办公室", "explanation": WORDS}
    is_out(do(loop, actions.transfer_case, case, "zhao_min", **up), State.TRANSFERRED, "case.transfer")
    is_out(
        do(loop, actions.conclude_transfer, case, "zhao_min", outcome="SOLVED", answer=WORDS),
        State.CLOSED,
        "case.conclude_transfer",
    )


def test_where_triage_finds_that_it_is_about_the_citys_own_office_it_says_where_it_goes(loop, city):
    case = loop.register()
    with refused("goes_up"):
        do(loop, actions.accept_case, case, "zhao_min", respondent=city.office, about_conduct=True)


def test_a_county_raises_what_is_not_its_own_to_judge(loop, city):
    case = loop.register(office=city.county)
    with refused("raise_it"):
        do(loop, actions.transfer_case, case, "song_na", basis=Boundary.SUPERIOR, organ="市政府")


def test_withdrawn_by_the_reporter_and_its_parts_are_as_late_as_they_are(loop):
    case = loop.until("contact")
    loop.at = parts_of(case)[-1].due_at
    loop.later(days=1)
    for who in ("li_qiang", "director_chen"):
        with refused("not_your_office"):
            do(loop, actions.withdraw_case, case, who)
    case = actions.withdraw_case(case=case, by=receipt(case), at=loop.later(), reason=WORDS)
    is_out(case, State.WITHDRAWN, "case.withdraw")
    assert all(leg.late_minutes > 0 for leg in parts_of(case))


def test_void_is_never_by_the_hand_that_registered_it(loop):
    case = loop.register()
    by = covering(loop, "liu_yang", "zhao_min")
    with refused("same_hand"):
        actions.void_case(case=case, by=by, at=loop.later(), reason=WORDS)
    is_out(do(loop, actions.void_case, case, "zhao_min", reason=WORDS), State.VOID, "case.void")
    with refused("wrong_state"):
        do(loop, actions.void_case, case, "zhao_min", reason=WORDS)
