"""不予受理, 移送, 移送结果, 撤回, 作废: out of the loop, each with its basis."""

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Boundary, LegState, State
from bihuan.domain.cases.models import Transfer
from bihuan.domain.cases.rules.leaving import DECLINES, TRANSFERS
from bihuan.domain.cases.tests.parts import do, owed, parts_of, refused
from bihuan.domain.cases.tests.ready import covering, held_by, last, receipt

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
