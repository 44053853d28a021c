"""签收."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import LegState, State
from bihuan.domain.cases.tests.parts import do, owed, parts_of
from bihuan.domain.cases.tests.ready import held_by, last
from bihuan.testing.refusals import refused


def test_the_desk_has_it_and_the_clock_has_been_running(loop):
    case = loop.until("acknowledge")
    due = parts_of(case)[0].due_at
    case = do(loop, actions.acknowledge_case, case, "ma_li")
    leg = parts_of(case)[0]
    assert (case.state, leg.state, leg.acknowledged_at) == (State.HANDLING, LegState.HANDLING, loop.at)
    assert leg.due_at == due and leg.handler == loop.city.person("ma_li")
    assert ("acknowledge", leg.office.key) not in owed(case)
    assert held_by(case) == (leg.office.code, "DESK")
    assert (last(case).event, last(case).data["office"]) == ("case.acknowledge", leg.office.code)


def test_a_section_that_acknowledges_handles(loop):
    case = do(loop, actions.acknowledge_case, loop.until("acknowledge_section"), "gao_feng")
    assert held_by(case) == (loop.city.housing_permits.code, "HANDLING")
    assert parts_of(case)[-1].handler == loop.city.person("gao_feng")


def test_a_co_handler_alone_does_not_start_the_case(loop):
    case = do(
        loop,
        actions.dispatch_case,
        loop.until("dispatch"),
        "zhao_min",
        office=loop.city.housing,
        co_offices=[loop.city.streets],
    )
    case = do(loop, actions.acknowledge_case, case, "xu_hui")
    assert case.state == State.DISPATCHED
    assert held_by(case) == (loop.city.housing_desk.code, "DESK")


def test_it_is_refused_to_whom_it_was_not_sent_and_twice(loop):
    case = loop.until("acknowledge")
    for who, code in (("xu_hui", "no_leg"), ("li_qiang", "no_leg"), ("zhao_min", "not_your_role")):
        with refused(code):
            do(loop, actions.acknowledge_case, case, who)
    do(loop, actions.acknowledge_case, case, "ma_li")
    with refused("no_leg"):
        do(loop, actions.acknowledge_case, case, "ma_li")
