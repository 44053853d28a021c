"""不同意退单."""

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import LegState, Stage
from bihuan.domain.cases.models import Custody, Return
from bihuan.domain.cases.tests.parts import (
    do,
    owed,
    parts_of,
    promise,
    proposed_by_handler,
    returned_to_desk,
    returned_to_office,
    with_section,
)
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import NotAllowed
from bihuan.testing.refusals import refused


def test_the_part_goes_on_where_it_was_with_the_clock_that_never_stopped(loop):
    case = returned_to_office(loop)
    due, date = parts_of(case)[-1].due_at, promise(case)
    case = do(loop, actions.refuse_return, case, "zhao_min", reason="围挡由住建许可。")
    leg = parts_of(case)[-1]
    assert (leg.state, leg.due_at, promise(case)) == (LegState.HANDLING, due, date)
    assert owed(case)["handle", leg.office.key] == due
    assert Return.objects.get().agreed is False
    assert history(case.subject)[-1].event == "case.refuse_return"


def test_the_time_is_the_holders_again(loop):
    case = do(loop, actions.refuse_return, returned_to_office(loop), "zhao_min", reason="围挡由住建许可。")
    held = Custody.objects.get(case=case, to_at=None)
    assert (held.office, held.stage) == (loop.city.housing_desk, Stage.DESK)


def test_what_was_never_acknowledged_must_be_acknowledged_now(loop):
    case = loop.until("acknowledge")
    case = do(loop, actions.return_case, case, "ma_li", proper=loop.city.streets, clause="属城管职责。")
    case = do(loop, actions.refuse_return, case, "zhao_min", reason="围挡由住建许可。")
    assert parts_of(case)[-1].state == LegState.DISPATCHED
    assert ("acknowledge", loop.city.housing_desk.key) in owed(case)


def test_the_head_may_refuse_to_sign(loop):
    case = do(loop, actions.refuse_return, proposed_by_handler(loop), "gao_feng", reason="这是我们的事。")
    assert parts_of(case)[-1].state == LegState.HANDLING
    assert ("sign_return", loop.city.housing_permits.key) not in owed(case)


def test_the_desk_answers_its_section(loop):
    case = do(loop, actions.refuse_return, returned_to_desk(loop), "ma_li", reason="属许可科职责。")
    assert parts_of(case)[-1].state == LegState.HANDLING


def test_it_needs_a_reason(loop):
    with refused("no_reason"):
        do(loop, actions.refuse_return, returned_to_office(loop), "zhao_min", reason="")


def test_it_is_refused_to_whoever_returned_it(loop):
    with pytest.raises(NotAllowed):
        do(loop, actions.refuse_return, returned_to_desk(loop), "li_qiang", reason="。")


def test_there_is_nothing_to_refuse_where_nothing_was_returned(loop):
    with pytest.raises(NotAllowed):
        do(loop, actions.refuse_return, with_section(loop), "ma_li", reason="。")
