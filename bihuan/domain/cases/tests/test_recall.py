"""收回."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import LegState, Stage, State
from bihuan.domain.cases.models import Custody
from bihuan.domain.cases.tests.parts import (
    do,
    owed,
    parts_of,
    promise,
    proposed_by_handler,
    with_co_handler,
    with_section,
)
from bihuan.kernel.journal import history
from bihuan.kernel.notices.models import Notice
from bihuan.testing.refusals import refused


def test_the_office_takes_the_whole_tree_back_and_dispatches_again(loop):
    case = with_section(loop)
    date = promise(case)
    case = do(loop, actions.recall_case, case, "zhao_min", office=loop.city.housing, reason="派错了。")
    assert [leg.state for leg in parts_of(case)] == [LegState.RECALLED, LegState.RECALLED]
    assert case.state == State.ACCEPTED
    assert set(owed(case)) == {("promise", loop.city.city.key), ("dispatch", loop.city.city.key)}
    assert promise(case) == date
    assert history(case.subject)[-1].event == "case.recall"


def test_a_desk_takes_its_section_s_part_back_and_handles_it(loop):
    case = do(
        loop,
        actions.recall_case,
        with_section(loop),
        "ma_li",
        office=loop.city.housing_permits,
        reason="改由办公室办。",
    )
    desk, section = parts_of(case)
    assert (desk.state, section.state, case.state) == (LegState.HANDLING, LegState.RECALLED, State.HANDLING)
    held = Custody.objects.get(case=case, to_at=None)
    assert (held.office, held.stage) == (loop.city.housing_desk, Stage.DESK)


def test_a_pending_return_is_recalled_with_its_part(loop):
    case = do(
        loop,
        actions.recall_case,
        proposed_by_handler(loop),
        "ma_li",
        office=loop.city.housing_permits,
        reason="不用退了。",
    )
    assert not [verb for verb, _ in owed(case) if verb == "sign_return"]


def test_a_co_handlers_part_can_be_recalled_alone(loop):
    case = do(
        loop,
        actions.recall_case,
        with_co_handler(loop),
        "zhao_min",
        office=loop.city.streets,
        reason="不需要协办。",
    )
    assert case.state == State.HANDLING
    assert [leg.state for leg in parts_of(case)] == [
        LegState.DELEGATED,
        LegState.RECALLED,
        LegState.HANDLING,
    ]


def test_the_holder_is_told(loop):
    do(loop, actions.recall_case, with_section(loop), "zhao_min", office=loop.city.housing, reason="派错了。")
    assert Notice.objects.filter(recipient=loop.city.housing_desk.key).exists()


def test_the_office_does_not_reach_past_the_desk(loop):
    with refused("not_your_part"):
        do(
            loop,
            actions.recall_case,
            with_section(loop),
            "zhao_min",
            office=loop.city.streets,
            reason="派错了。",
        )


def test_it_is_refused_to_whoever_did_not_dispatch(loop):
    with refused("nothing_to_recall"):
        do(loop, actions.recall_case, with_section(loop), "xu_hui", office=loop.city.housing, reason="。")


def test_it_is_refused_when_the_result_waits_for_the_check(loop):
    with refused("wrong_state"):
        do(
            loop,
            actions.recall_case,
            loop.until("strike_off"),
            "zhao_min",
            office=loop.city.housing,
            reason="。",
        )
