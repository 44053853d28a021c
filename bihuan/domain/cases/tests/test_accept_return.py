"""同意退单: the desk takes the section's part back."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import LegState, Stage
from bihuan.domain.cases.models import Custody, Return
from bihuan.domain.cases.tests.parts import (
    do,
    owed,
    parts_of,
    returned_to_desk,
    returned_to_office,
    with_section,
)
from bihuan.kernel.journal import history
from bihuan.testing.refusals import refused


def test_the_part_ends_and_the_desk_works_on_it_again(loop):
    case = do(loop, actions.accept_return, returned_to_desk(loop), "ma_li")
    desk, section = parts_of(case)
    assert (desk.state, section.state) == (LegState.HANDLING, LegState.RETURNED)
    assert ("handle", loop.city.housing_permits.key) not in owed(case)
    held = Custody.objects.get(case=case, to_at=None)
    assert (held.office, held.stage) == (loop.city.housing_desk, Stage.DESK)


def test_the_desk_may_then_return_it_to_the_office(loop):
    case = do(loop, actions.accept_return, returned_to_desk(loop), "ma_li")
    case = do(loop, actions.return_case, case, "ma_li", proper=loop.city.streets, clause="属城管职责。")
    assert ("decide_return", loop.city.city.key) in owed(case)


def test_it_says_who_spent_how_many_minutes(loop):
    case = do(loop, actions.accept_return, returned_to_desk(loop), "ma_li")
    spent = history(case.subject)[-1].data["spent"]
    assert [code for code, _ in spent] == [loop.city.housing_permits.code, loop.city.housing_desk.code]
    assert Return.objects.get().charged == spent


def test_it_counts_as_a_hop_when_the_desk_sends_it_on_later(loop):
    case = do(loop, actions.accept_return, returned_to_desk(loop), "ma_li")
    case = do(loop, actions.subdispatch_case, case, "ma_li", office=loop.city.housing_market)
    assert parts_of(case)[-1].hops == 1
    assert not parts_of(case)[-1].forced


def test_the_office_sends_on_instead(loop):
    with refused("send_it_on"):
        do(loop, actions.accept_return, returned_to_office(loop), "zhao_min")


def test_it_is_refused_to_another_desk(loop):
    with refused("no_return"):
        do(loop, actions.accept_return, returned_to_desk(loop), "xu_hui")


def test_there_is_nothing_to_accept_where_nothing_was_returned(loop):
    with refused("no_return"):
        do(loop, actions.accept_return, with_section(loop), "ma_li")
