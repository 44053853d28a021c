"""再办一轮; the third is handled one level up."""

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import Ruling
from bihuan.domain.cases.queries.limits import limit_for
from bihuan.domain.cases.tests.parts import do, owed, parts_of, promise
from bihuan.domain.cases.tests.ready import covering, held_by, last
from bihuan.kernel.calendar import city_calendar
from bihuan.testing.refusals import refused


def again(loop, case, who="han_xue", differs="换科室，现场办理。"):
    return do(loop, actions.new_round, case, who, differs=differs)


def test_the_office_dispatches_again_with_a_new_promise(loop):
    case = again(loop, loop.until("uphold"))
    city = loop.city.city
    assert (case.state, case.round, case.outcome, case.struck_off_at) == (State.ACCEPTED, 2, "", None)
    assert set(owed(case)) == {("promise", city.key), ("dispatch", city.key)}
    assert promise(case) == city_calendar().due(loop.at, limit_for(case, "promise", at=loop.at)).at
    assert held_by(case) == (city.code, "TRIAGE")
    assert Ruling.objects.get().reason.text == "换科室，现场办理。"
    assert last(case).data["round"] == 2 and "现场" not in last(case).text


def test_the_second_round_has_parts_of_its_own_and_needs_the_head_of_the_unit(loop):
    case = again(loop, loop.until("uphold"))
    for step in ("dispatch", "acknowledge", "subdispatch", "acknowledge_section", "complete", "endorse"):
        case = loop.step(step, case)
    assert [leg.round for leg in parts_of(case)] == [1, 1, 2, 2]
    with refused("not_yours_to_sign"):
        do(loop, actions.approve_case, case, "lin_tao")
    case = do(loop, actions.approve_case, case, "director_chen")
    assert case.state == State.COMPLETED


@pytest.mark.parametrize("absent", ["zhao_min", "zheng_kai", "wu_tong", "li_qiang", "gao_feng"])
def test_whoever_had_a_hand_in_the_round_does_not_decide_even_for_an_arbiter(loop, absent):
    case = loop.until("uphold")
    with refused("same_hand"):
        actions.new_round(case=case, by=covering(loop, absent, "han_xue"), at=loop.later(), differs="换。")


def test_only_an_arbiter_of_the_office_says_what_must_differ(loop):
    case = loop.until("uphold")
    with refused("same_hand"):
        again(loop, case, "zhao_min")
    for who, code in (("zheng_kai", "not_your_role"), ("song_na", "not_your_office")):
        with refused(code):
            again(loop, case, who)
    with refused("empty"):
        again(loop, case, differs=" ")


def test_the_third_round_goes_one_level_up_and_is_the_last(loop):
    case = loop.until("uphold")
    case.round, case.office, case.level = 2, loop.city.county, "COUNTY"
    case.save()
    case = do(loop, actions.new_round, case, "song_na", differs="会商。")
    assert (case.round, case.office, case.level) == (3, loop.city.city, "CITY")
    assert ("dispatch", loop.city.city.key) in owed(case)
    case.state = State.DISSATISFIED
    case.save()
    with refused("last_round"):
        again(loop, case)
