"""裁定."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import LegState, Stage
from bihuan.domain.cases.jobs import lift_silent_returns
from bihuan.domain.cases.models import Custody, DispatchRule, Hand, Precedent
from bihuan.domain.cases.queries import precedents
from bihuan.domain.cases.tests.parts import (
    do,
    lifted,
    owed,
    parts_of,
    promise,
    returned_to_desk,
    returned_to_office,
)
from bihuan.domain.organisations.models import Tenure
from bihuan.kernel.access import Actor
from bihuan.kernel.journal import history
from bihuan.testing.city import MONDAY_MORNING
from bihuan.testing.refusals import refused


def rule(loop, case, who="han_xue", **inputs):
    inputs.setdefault("office", loop.city.streets)
    inputs.setdefault("reasons", "道路临时占用由城管审批，三定方案第四条。")
    return do(loop, actions.arbitrate_case, case, who, **inputs)


def test_a_return_that_nobody_answers_for_a_working_day_is_lifted_by_the_calendar(loop):
    case = returned_to_office(loop)
    by = Actor.calendar("cases.lift_silent_returns")
    assert lift_silent_returns(by, loop.later()).done == 0
    assert lift_silent_returns(by, loop.later(days=2)).done == 1
    assert lift_silent_returns(by, loop.later()).done == 0
    assert ("arbitrate", loop.city.city.key) in owed(case)
    assert Custody.objects.get(case=case, to_at=None).stage == Stage.ARBITRATION


def test_a_sections_return_that_its_desk_does_not_answer_is_lifted_too(loop):
    case = returned_to_desk(loop)
    assert lift_silent_returns(Actor.calendar("cases.lift_silent_returns"), loop.later(days=2)).done == 1
    case = rule(loop, case)
    desk, section, new = parts_of(case)
    assert (desk.state, section.state) == (LegState.RECALLED, LegState.RETURNED)
    assert (new.office, new.parent) == (loop.city.streets_desk, None)


def test_it_goes_to_the_proper_unit_and_the_reporters_date_does_not_move(loop):
    case = lifted(loop)
    date = promise(case)
    case = rule(loop, case)
    old, new = parts_of(case)
    assert (old.state, new.office, new.hops) == (LegState.RETURNED, loop.city.streets_desk, 1)
    assert promise(case) == date
    assert history(case.subject)[-1].event == "case.arbitrate"


def test_a_ruling_for_the_holder_keeps_it_there_for_good(loop):
    case = rule(loop, lifted(loop), office=loop.city.housing)
    leg = parts_of(case)[-1]
    assert (leg.state, leg.forced) == (LegState.HANDLING, True)
    assert ("arbitrate", loop.city.city.key) not in owed(case)


def test_what_nobody_owns_goes_to_the_county(loop):
    case = rule(loop, lifted(loop, region=loop.city.regions["town"], office=loop.city.city), office=None)
    assert parts_of(case)[-1].office == loop.city.county_office
    assert Precedent.objects.get().last_resort


def test_without_a_region_somebody_must_be_named(loop):
    case = lifted(loop)
    with refused("no_region"):
        rule(loop, case, office=None)


def test_every_ruling_is_a_precedent_that_is_found_by_its_words(loop):
    case = rule(loop, lifted(loop, category="城市管理/占道"))
    assert [p.case for p in precedents(words="临时占用")] == [case]
    assert [p.case for p in precedents(category="城市管理")] == [case]
    assert not precedents(words="医保").exists()


def test_it_corrects_the_catalogue_in_one_step(loop):
    case = rule(loop, lifted(loop, category="城市管理/占道"), update_catalogue=True)
    row = DispatchRule.objects.get()
    assert (row.category, row.lead, row.precedent.case) == ("城市管理/占道", loop.city.streets, case)
    assert history(row.subject)[0].event == "dispatch_rule.add"


def test_the_arbiter_counts_as_a_hand(loop):
    case = rule(loop, lifted(loop))
    assert Hand.objects.filter(case=case, step="DECIDED", person=loop.city.person("han_xue")).exists()


def test_whoever_dispatched_it_does_not_arbitrate(loop):
    with refused("same_hand"):
        rule(loop, lifted(loop), who="zhao_min")


def test_an_arbiter_of_another_office_does_not_arbitrate(loop):
    case = loop.until("dispatch")
    case = do(loop, actions.dispatch_case, case, "zhao_min", office=loop.city.county)
    case = do(loop, actions.return_case, case, "song_na", proper=loop.city.streets, clause="属市城管。")
    lift_silent_returns(Actor.calendar("cases.lift_silent_returns"), loop.later(days=2))
    with refused("not_your_office"):
        rule(loop, case, who="song_na")


def test_whoever_was_seconded_to_a_party_meanwhile_does_not_arbitrate(loop):
    case = lifted(loop)
    Tenure.objects.create(
        post=loop.city.posts["sun"], person=loop.city.person("han_xue"), from_on=MONDAY_MORNING.date()
    )
    with refused("party_to_it"):
        rule(loop, case)


def test_it_is_refused_before_it_was_lifted(loop):
    with refused("nothing_to_arbitrate"):
        rule(loop, returned_to_office(loop))


def test_it_needs_reasons(loop):
    with refused("no_reason"):
        rule(loop, lifted(loop), reasons="")
