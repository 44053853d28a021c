"""科室审核."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import LegState, State
from bihuan.domain.cases.models import Completion, Hand
from bihuan.domain.cases.tests.parts import do, owed, parts_of
from bihuan.domain.cases.tests.ready import covering, held_by, last
from bihuan.testing.city import seat
from bihuan.testing.refusals import refused


def test_for_an_ordinary_case_that_is_the_signature(loop):
    case = do(loop, actions.endorse_case, loop.until("endorse"), "gao_feng")
    assert (case.state, case.outcome) == (State.COMPLETED, "SOLVED")
    assert {leg.state for leg in parts_of(case)} == {LegState.COMPLETED}
    assert set(owed(case)) == {("check", loop.city.city.key)}
    assert held_by(case) == (loop.city.city.code, "CHECK")
    assert Completion.objects.get().endorsed_by == loop.city.person("gao_feng")
    assert Hand.objects.get(case=case, step="ENDORSED").person == loop.city.person("gao_feng")
    assert (last(case).event, last(case).data["state"]) == ("case.endorse", "COMPLETED")


def test_across_departments_it_goes_on_to_the_deputy(loop):
    case = loop.until("approve")
    assert case.state == State.HANDLING
    assert ("approve", loop.city.housing.key) in owed(case)


def test_it_is_refused_to_others_and_to_the_handler_though_he_be_a_head(loop):
    case = loop.until("endorse")
    for who in ("li_qiang", "lin_tao", "luo_jun", "zhao_min"):
        with refused("not_yours_to_sign"):
            do(loop, actions.endorse_case, case, who)
    by = covering(loop, "li_qiang", "gao_feng")
    with refused("same_hand"):
        actions.endorse_case(case=case, by=by, at=loop.later())


def test_an_absent_head_does_not_endorse_what_was_done_for_them(loop):
    seat(
        username="second",
        name="另一位科长",
        office=loop.city.housing_permits,
        title="副科长",
        roles=["SECTION_HEAD"],
    )
    case = loop.until("complete")
    by = covering(loop, "wang_fang", "gao_feng")
    case = actions.complete_case(case=case, by=by, at=loop.later(), outcome="SOLVED", reply="已整改。")
    with refused("same_hand"):
        do(loop, actions.endorse_case, case, "gao_feng")


def test_nothing_is_signed_while_the_case_is_suspended_or_before_it_was_submitted(loop):
    with refused("not_yours_to_sign"):
        do(loop, actions.endorse_case, loop.until("complete"), "gao_feng")
    case = loop.until("endorse")
    case.suspended_at = loop.at
    case.save()
    with refused("suspended"):
        do(loop, actions.endorse_case, case, "gao_feng")
