"""二次派单."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import LegState
from bihuan.domain.cases.models import Hand
from bihuan.domain.cases.tests.parts import do, owed, parts_of, with_desk
from bihuan.domain.cases.tests.ready import held_by, last
from bihuan.testing.refusals import refused


def hand_on(loop, case, who, office):
    return do(loop, actions.subdispatch_case, case, who, office=loop.city.offices[office])


def test_the_section_owes_it_and_the_desk_waits(loop):
    case = hand_on(loop, with_desk(loop), "ma_li", "housing_permits")
    desk, section = parts_of(case)
    assert (desk.state, section.state, section.parent) == (LegState.DELEGATED, LegState.DISPATCHED, desk)
    assert section.due_at <= desk.due_at
    assert {verb for verb, holder in owed(case) if holder == section.office.key} == {"handle", "acknowledge"}
    assert ("handle", desk.office.key) in owed(case)
    assert held_by(case) == (section.office.code, "HANDLING")
    assert Hand.objects.get(case=case, step="SUBDISPATCHED").person == loop.city.person("ma_li")
    assert (last(case).data["from"], last(case).data["office"]) == (desk.office.code, section.office.code)


def test_a_second_section_can_be_added_but_none_twice(loop):
    case = hand_on(loop, with_desk(loop), "ma_li", "housing_permits")
    with refused("already_held"):
        hand_on(loop, case, "ma_li", "housing_permits")
    case = hand_on(loop, case, "ma_li", "housing_market")
    assert [leg.office.code for leg in parts_of(case) if leg.parent] == ["JZ-ZJ-02", "JZ-ZJ-03"]


def test_it_stays_inside_the_unit(loop):
    case = with_desk(loop)
    for office, code in (
        ("streets_enforcement", "outside_unit"),
        ("county", "outside_unit"),
        ("housing", "own_unit"),
    ):
        with refused(code):
            hand_on(loop, case, "ma_li", office)


def test_three_levels_and_no_more_and_no_part_outlives_the_one_above(loop):
    case = do(loop, actions.dispatch_case, loop.until("dispatch"), "zhao_min", office=loop.city.county)
    for who, office in (("song_na", "county_roads"), ("yu_bin", "county_roads_section")):
        case = hand_on(loop, do(loop, actions.acknowledge_case, case, who), who, office)
    county, department, section = parts_of(case)
    assert section.due_at <= department.due_at <= county.due_at
    assert [leg.office.code for leg in (county, department, section)] == ["GA-SYH", "GA-JT-01", "GA-JT-02"]
    case = do(loop, actions.acknowledge_case, case, "jiang_li")
    loop.city.posts["jiang_li"].roles.append("DESK")
    loop.city.posts["jiang_li"].save()
    with refused("too_deep"):
        hand_on(loop, case, "jiang_li", "county_roads_desk")


def test_a_part_is_never_due_after_the_desks_even_at_the_last_hour(loop):
    case = with_desk(loop)
    loop.at = parts_of(case)[0].due_at
    loop.later(hours=-1)
    case = hand_on(loop, case, "ma_li", "housing_permits")
    desk, section = parts_of(case)
    assert section.due_at == desk.due_at


def test_only_the_desk_that_acknowledged(loop):
    with refused("no_leg"):
        hand_on(loop, loop.until("acknowledge"), "ma_li", "housing_permits")
    case = with_desk(loop)
    for who, code in (("xu_hui", "no_leg"), ("gao_feng", "not_your_role"), ("zhao_min", "no_leg")):
        with refused(code):
            hand_on(loop, case, who, "housing_permits")
