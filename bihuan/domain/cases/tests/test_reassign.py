"""改派: agree and dispatch again in one step."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import LegState, State
from bihuan.domain.cases.models import Hand, Return
from bihuan.domain.cases.tests.parts import (
    do,
    owed,
    parts_of,
    promise,
    returned_to_desk,
    returned_to_office,
    returned_twice,
    with_desk,
)
from bihuan.kernel.calendar import Limit, city_calendar
from bihuan.kernel.journal import history
from bihuan.testing.refusals import refused


def test_the_office_sends_it_on_and_the_new_desk_owes_its_part(loop):
    case = do(loop, actions.reassign_case, returned_to_office(loop), "zhao_min", office=loop.city.streets)
    old, new = parts_of(case)
    assert (old.state, new.state, new.hops, new.forced) == (LegState.RETURNED, LegState.DISPATCHED, 1, False)
    assert case.state == State.DISPATCHED
    assert ("acknowledge", loop.city.streets_desk.key) in owed(case)


def test_the_new_part_gets_what_remains_and_the_reporters_date_does_not_move(loop):
    case = returned_to_office(loop)
    date, due = promise(case), parts_of(case)[-1].due_at
    case = do(loop, actions.reassign_case, case, "zhao_min", office=loop.city.streets)
    assert promise(case) == date
    assert parts_of(case)[-1].due_at == due


def test_nobody_gets_less_than_one_working_day_and_the_shortfall_is_charged(loop):
    case = returned_to_office(loop)
    date, due = promise(case), parts_of(case)[-1].due_at
    loop.at = due
    case = do(loop, actions.reassign_case, case, "zhao_min", office=loop.city.streets)
    new = parts_of(case)[-1]
    assert new.due_at == city_calendar().due(loop.at, Limit(1, "wd")).at > due
    assert promise(case) == date
    said = history(case.subject)[-1].data
    assert said["shortfall"] == city_calendar().working_minutes_between(due, new.due_at)
    assert Return.objects.get().shortfall == said["shortfall"]
    longest = max(said["spent"], key=lambda one: one[1])
    assert longest[0] == loop.city.city.code


def test_what_was_spent_adds_up_to_the_time_since_dispatch(loop):
    case = returned_to_office(loop)
    old = parts_of(case)[-1]
    loop.later(days=1)
    case = do(loop, actions.reassign_case, case, "zhao_min", office=loop.city.streets)
    spent = sum(minutes for _, minutes in history(case.subject)[-1].data["spent"])
    assert spent == city_calendar().working_minutes_between(old.dispatched_at, loop.at)


def test_a_desk_sends_on_to_another_section_of_its_unit(loop):
    case = do(loop, actions.reassign_case, returned_to_desk(loop), "ma_li", office=loop.city.housing_market)
    assert parts_of(case)[-1].parent_id == parts_of(case)[0].pk
    assert case.state == State.HANDLING


def test_a_desk_cannot_send_it_beyond_its_unit(loop):
    with refused("outside_unit"):
        do(loop, actions.reassign_case, returned_to_desk(loop), "ma_li", office=loop.city.streets)


def test_it_does_not_go_back_to_whoever_returned_it(loop):
    with refused("already_held"):
        do(loop, actions.reassign_case, returned_to_office(loop), "zhao_min", office=loop.city.housing)


def test_the_second_time_it_must_be_forced(loop):
    with refused("only_forced"):
        do(loop, actions.reassign_case, returned_twice(loop), "zhao_min", office=loop.city.housing)


def test_whoever_sent_it_on_has_dispatched(loop):
    case = do(loop, actions.reassign_case, returned_to_desk(loop), "ma_li", office=loop.city.housing_market)
    assert Hand.objects.filter(case=case, step="SUBDISPATCHED", person=loop.city.person("ma_li")).count() == 2


def test_it_is_refused_to_the_unit_itself(loop):
    with refused("no_return"):
        do(loop, actions.reassign_case, returned_to_office(loop), "ma_li", office=loop.city.streets)


def test_there_is_nothing_to_send_on_where_nothing_was_returned(loop):
    with refused("no_return"):
        do(loop, actions.reassign_case, with_desk(loop), "zhao_min", office=loop.city.streets)


def test_what_the_dispatcher_let_lie_is_not_the_lateness_of_whoever_returned_it(loop):
    case = returned_to_office(loop)
    loop.at = parts_of(case)[-1].due_at
    loop.later(days=1)
    case = do(loop, actions.reassign_case, case, "zhao_min", office=loop.city.streets)
    assert [leg.late_minutes for leg in parts_of(case)] == [0, 0]
