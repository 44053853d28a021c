"""派单."""

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import LegRole, LegState, State
from bihuan.domain.cases.models import CaseParty, Hand
from bihuan.domain.cases.rules.dispatching import co_due, leg_due
from bihuan.domain.cases.tests.parts import do, owed, parts_of, promise
from bihuan.domain.cases.tests.ready import held_by, last
from bihuan.kernel.calendar import Limit, city_calendar
from bihuan.kernel.notes.models import Note
from bihuan.testing.refusals import refused
from bihuan.testing.tables import moment, table


def send(loop, case, who="zhao_min", **inputs):
    return do(loop, actions.dispatch_case, case, who, **{"office": loop.city.housing} | inputs)


def test_the_units_desk_owes_from_dispatch_on(loop):
    case = send(loop, loop.until("dispatch"), instruction="请核实。")
    leg, desk = parts_of(case)[0], loop.city.housing_desk
    assert case.state == State.DISPATCHED and case.dispatched_at == loop.at
    assert (leg.office, leg.role, leg.state) == (desk, LegRole.LEAD, LegState.DISPATCHED)
    assert {verb for verb, holder in owed(case) if holder == desk.key} == {"handle", "acknowledge", "contact"}
    assert owed(case)["handle", desk.key] == leg.due_at <= promise(case)
    assert held_by(case) == (desk.code, "DESK")
    assert ("dispatch", loop.city.city.key) not in owed(case)
    assert Hand.objects.get(case=case, step="DISPATCHED").person == loop.city.person("zhao_min")
    entry = last(case)
    assert (entry.event, entry.data["office"]) == ("case.dispatch", desk.code)
    assert Note.objects.get(pk=entry.data["instruction"]["note"]).text == "请核实。"


def test_the_unit_and_everybody_above_it_see_it_from_now_on(loop):
    case = send(loop, loop.until("dispatch"))
    seen = set(CaseParty.objects.filter(case=case).values_list("holder", flat=True))
    city = loop.city
    assert {city.housing_desk.key, city.housing.key, city.city.key} <= seen
    assert city.housing_permits.key not in seen and city.streets.key not in seen


def test_co_handlers_get_half_of_the_leads_time_and_each_unit_is_asked_once(loop):
    case = loop.until("dispatch")
    for co in ([loop.city.housing], [loop.city.streets, loop.city.streets_desk]):
        with refused("same_office_twice"):
            send(loop, case, co_offices=co)
    lead, co = parts_of(send(loop, case, co_offices=[loop.city.streets]))
    assert (co.role, co.office) == (LegRole.CO, loop.city.streets_desk)
    assert co.dispatched_at < co.due_at < lead.due_at


def test_a_contractors_part_goes_to_the_unit_that_is_answerable_for_it(loop):
    case = send(loop, loop.until("dispatch"), office=loop.city.towing)
    assert parts_of(case)[0].office == loop.city.streets_desk


def test_a_county_gets_it_at_its_own_office(loop):
    case = send(loop, loop.until("dispatch"), office=loop.city.county)
    assert parts_of(case)[0].office == loop.city.county_office


@pytest.mark.parametrize(("respondent", "office"), [("housing", "housing"), ("housing", "housing_registry")])
def test_it_never_goes_to_the_complained_of_nor_to_anything_inside_it(loop, respondent, office):
    case = loop.until("dispatch", respondent=loop.city.offices[respondent], about_conduct=True)
    with refused("complained_of"):
        send(loop, case, office=loop.city.offices[office])
    with refused("complained_of"):
        send(loop, case, office=loop.city.streets, co_offices=[loop.city.offices[office]])
    case = send(loop, case, office=loop.city.streets)
    assert not CaseParty.objects.filter(case=case, holder=loop.city.offices[respondent].key).exists()


def test_a_complaint_about_a_section_goes_to_its_unit_but_not_down_to_it(loop):
    case = loop.until("subdispatch", respondent=loop.city.housing_permits, about_conduct=True)
    with refused("complained_of"):
        do(loop, actions.subdispatch_case, case, "ma_li", office=loop.city.housing_permits)
    assert do(loop, actions.subdispatch_case, case, "ma_li", office=loop.city.housing_market)


def test_a_sealed_case_goes_out_as_a_restatement(loop):
    case = loop.until("dispatch", identity="SEALED")
    with refused("not_restated"):
        send(loop, case)
    case = do(loop, actions.restate_case, case, "zhao_min", title="围挡", restatement="围挡占道。")
    assert send(loop, case).state == State.DISPATCHED


def test_only_the_dispatcher_of_the_office_in_charge(loop):
    case = loop.until("dispatch")
    for who, code in (
        ("liu_yang", "not_your_role"),
        ("zheng_kai", "not_your_role"),
        ("song_na", "not_your_office"),
    ):
        with refused(code):
            send(loop, case, who)
    with refused("wrong_state"):
        send(loop, loop.register())


@table(
    """
    remark                                    | at               | target | outer            | due
    the grade's target inside the promise     | 2026-11-23 10:00 | 5 wd   | 2026-12-14 17:30 | 2026-11-30 17:30
    the promise is nearer than the target     | 2026-11-23 10:00 | 5 wd   | 2026-11-25 17:30 | 2026-11-25 17:30
    never less than one working day           | 2026-11-23 10:00 | 5 wd   | 2026-11-23 17:30 | 2026-11-24 17:30
    the promise is over: still a working day  | 2026-11-27 10:00 | 5 wd   | 2026-11-26 17:30 | 2026-11-30 17:30
    """,
    at=moment,
    target=Limit.parse,
    outer=moment,
    due=moment,
)
def test_a_part_is_due(shipped, at, target, outer, due):
    assert leg_due(shipped, at=at, target=target, outer=outer, least=Limit(1, "wd"))[0] == due


@table(
    """
    remark                       | at               | lead             | due
    half of two days             | 2026-11-23 17:30 | 2026-11-25 17:30 | 2026-11-24 17:30
    half of an hour              | 2026-11-23 09:00 | 2026-11-23 10:00 | 2026-11-23 09:30
    nothing left: at once        | 2026-11-23 10:00 | 2026-11-23 09:00 | 2026-11-23 10:01
    """,
    at=moment,
    lead=moment,
    due=moment,
)
def test_a_co_handlers_part_is_due(shipped, at, lead, due):
    assert co_due(shipped, at=at, lead_due=lead) == due


def test_a_limit_of_ones_own_does_not_outrun_the_promise(loop):
    case = send(loop, loop.until("dispatch"), limit=Limit.parse("60 wd"))
    assert parts_of(case)[0].due_at == promise(case)
    assert city_calendar().is_working_day(promise(case).date())
