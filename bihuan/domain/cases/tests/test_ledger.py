"""期初 + 新收 + 重新打开 − 销号 − 其他退出 = 期末, whatever happens."""

from datetime import date, timedelta

from django.utils.timezone import localtime
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import LedgerKind, State
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries.ledger import ledger, ledger_records
from bihuan.domain.cases.rules.ledger import ON_LEDGER, ledger_change
from bihuan.kernel.access import Actor

K = LedgerKind
ALL_TIME = {"from_on": date(2020, 1, 1), "to_on": date(2030, 1, 1)}


@given(st.lists(st.tuples(st.sampled_from(sorted(State)), st.sampled_from([1, 2])), max_size=30))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_over_any_walk_what_came_less_what_left_is_what_stands(walk):
    held, came, left = None, {1: 0, 2: 0}, {1: 0, 2: 0}
    for place, (state, office) in enumerate(walk):
        held, lines = ledger_change(held_by=held, office=office, state=state, is_new=place == 0)
        for kind, whose in lines:
            (came if kind in (K.NEW, K.REOPENED, K.TAKEN_OVER) else left)[whose] += 1
        for whose in (1, 2):
            stands = state in ON_LEDGER and office == whose
            assert came[whose] - left[whose] == int(stands)


def test_a_year_carries_over_into_the_next(loop):
    open_case = loop.until("acknowledge")
    done = loop.until("follow_up")
    declined = loop.until("accept")
    actions.decline_case(
        case=declined,
        by=loop.actor("zhao_min"),
        at=loop.later(),
        basis="NO_FACTS",
        explanation="没有写明地点。",
    )
    year = ledger(from_on=date(2026, 1, 1), to_on=date(2026, 12, 31))
    assert (year.opening, year.new, year.struck_off, year.other_exits, year.closing) == (0, 3, 1, 1, 1)
    following = ledger(from_on=date(2027, 1, 1), to_on=date(2027, 12, 31))
    assert (following.opening, following.new, following.closing) == (1, 0, 1)
    assert list(ledger_records(K.STRUCK_OFF, **ALL_TIME)) == [done]
    assert open_case.ledger_office_id == loop.city.city.pk


def test_what_comes_round_again_is_counted_as_reopened(loop):
    case = loop.until("closed")
    actions.reopen_case(case=case, by=loop.actor("zhao_min"), at=loop.later(), reason="围挡又移回来了。")
    account = ledger(**ALL_TIME)
    assert (account.new, account.reopened, account.struck_off, account.closing) == (1, 1, 1, 1)


def test_closing_is_the_number_of_cases_that_stand_open(loop):
    for step in ("accept", "dispatch", "complete", "follow_up", "closed"):
        loop.until(step)
    merged, lead = loop.until("dispatch"), loop.until("dispatch")
    actions.merge_case(case=merged, by=loop.actor("zhao_min"), at=loop.later(), lead=lead)
    account = ledger(**ALL_TIME, office=loop.city.city, programme="DUAL_OPTIMISATION")
    assert account.closing == Case.objects.filter(state__in=ON_LEDGER).count()


def test_raised_a_level_one_office_hands_over_and_the_other_takes_over(loop):
    case = loop.register(office=loop.city.county)
    case.office = loop.city.city
    from bihuan.domain.cases.actions.steps import record_step

    record_step(case, "reclassify", by=Actor.calendar("test"), at=loop.later())
    county, city = (ledger(**ALL_TIME, office=office) for office in (loop.city.county, loop.city.city))
    assert (county.new, county.handed_over, county.closing) == (1, 1, 0)
    assert (city.taken_over, city.closing) == (1, 1)
    whole = ledger(**ALL_TIME)
    assert (whole.new, whole.other_exits, whole.closing) == (1, 0, 1)


def test_a_period_ends_with_its_last_day(loop):
    loop.register()
    today = localtime(loop.at).date()
    assert ledger(from_on=today - timedelta(days=1), to_on=today - timedelta(days=1)).closing == 0
    assert ledger(from_on=today, to_on=today).closing == 1
