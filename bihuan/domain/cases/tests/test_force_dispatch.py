"""强制派单: after the second return."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.tests.parts import do, parts_of, returned_to_office, returned_twice
from bihuan.kernel.journal import history
from bihuan.testing.refusals import refused


def force(loop, case, who="zhao_min", reasons="围挡在住建许可范围内。"):
    return do(loop, actions.force_dispatch, case, who, office=loop.city.housing, reasons=reasons)


def test_somebody_gets_it_for_good(loop):
    case = force(loop, returned_twice(loop))
    leg = parts_of(case)[-1]
    assert (leg.office, leg.forced, leg.hops) == (loop.city.housing_desk, True, 2)
    assert history(case.subject)[-1].event == "case.force_dispatch"


def test_a_forced_part_does_not_come_back(loop):
    case = force(loop, returned_twice(loop))
    with refused("forced"):
        do(loop, actions.return_case, case, "ma_li", proper=loop.city.streets, clause="不归我们管。")


def test_not_before_the_second_return(loop):
    with refused("not_yet_forced"):
        force(loop, returned_to_office(loop))


def test_it_needs_reasons(loop):
    with refused("no_reason"):
        force(loop, returned_twice(loop), reasons=" ")


def test_it_is_refused_to_a_desk(loop):
    with refused("no_return"):
        force(loop, returned_twice(loop), who="ma_li")
