"""What holds for every start and every limit."""

from datetime import datetime, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.kernel.calendar import CITY_TIME, Limit, Unit, shipped_calendar

calendar = shipped_calendar()
FIRST, LAST = datetime.fromisoformat("2005-01-01"), datetime.fromisoformat("2033-12-31")
moments = st.datetimes(timezones=st.just(CITY_TIME), min_value=FIRST, max_value=LAST)
days = moments.map(lambda moment: moment.date())
counts = st.integers(1, 200)
limits = st.builds(Limit, st.integers(1, 60), st.sampled_from([u for u in Unit if u != Unit.MONTHS]))


@given(moments, moments, limits)
def test_who_starts_later_is_not_due_earlier(a, b, limit):
    a, b = sorted((a, b))
    assert calendar.due(a, limit).at <= calendar.due(b, limit).at


@given(moments, limits, st.lists(st.tuples(moments, moments), max_size=3))
def test_the_short_answer_is_the_long_one(start, limit, pauses):
    due = calendar.due(start, limit, pauses)
    assert calendar.end_of(start, limit, pauses) == (due.at, due.provisional)


@given(moments, limits, st.integers(1, 60))
def test_a_longer_limit_is_not_due_earlier(start, limit, more):
    longer = Limit(limit.amount + more, limit.unit)
    assert start < calendar.due(start, limit).at <= calendar.due(start, longer).at


@given(days, counts, counts)
def test_working_days_add_up(day, a, b):
    once = calendar.add_working_days(day, a + b)
    assert once == calendar.add_working_days(calendar.add_working_days(day, a), b)
    assert calendar.is_working_day(once)
    assert calendar.working_days_between(day, once) == a + b


@given(days, counts)
def test_counting_back_undoes_counting_on_from_a_working_day(day, n):
    day = calendar.next_working_day(day)
    assert calendar.add_working_days(calendar.add_working_days(day, n), -n) == day


@given(moments, st.integers(1, 20_000), st.integers(1, 20_000))
def test_working_minutes_add_up(start, a, b):
    assert calendar.add_working_minutes(start, a + b) == calendar.add_working_minutes(
        calendar.add_working_minutes(start, a), b
    )


@given(moments, st.integers(1, 20_000))
def test_minutes_between_are_the_inverse_of_adding_minutes(start, minutes):
    end = calendar.add_working_minutes(start, minutes)
    assert calendar.working_minutes_between(start, end) == minutes
    assert calendar.working_minutes_between(end, start) == -minutes
    assert calendar.working_minutes_between(start, end - timedelta(seconds=1)) < minutes


@given(
    moments, limits, st.lists(st.tuples(moments, st.timedeltas(timedelta(0), timedelta(days=20))), max_size=4)
)
def test_pauses_never_bring_a_due_moment_forward(start, limit, pauses):
    stretches = [(a, a + length) for a, length in pauses]
    assert calendar.due(start, limit, stretches).at >= calendar.due(start, limit).at


@settings(max_examples=30)
@given(st.lists(st.tuples(moments, st.integers(1, 300)), min_size=1, max_size=50))
def test_vectors_answer_as_the_scalar_does(rows):
    starts = np.array([m.replace(tzinfo=None, microsecond=0) for m, _ in rows], dtype="datetime64[s]")
    scalars = [m.replace(microsecond=0) for m, _ in rows]
    n = np.array([n for _, n in rows])
    vectors = calendar.vectors
    days = starts.astype("datetime64[D]")

    assert [d.item() for d in vectors.add_working_days(days, n)] == [
        calendar.add_working_days(m, k) for m, k in zip(scalars, n.tolist(), strict=True)
    ]
    assert list(vectors.is_working_day(days)) == [calendar.is_working_day(m) for m in scalars]
    assert [d.item().replace(tzinfo=CITY_TIME) for d in vectors.due_after_working_days(starts, n)] == [
        calendar.due(m, Limit(k, "wd")).at for m, k in zip(scalars, n.tolist(), strict=True)
    ]
    ends = vectors.add_working_minutes(starts, n)
    assert [d.item().replace(tzinfo=CITY_TIME) for d in ends] == [
        calendar.add_working_minutes(m, k) for m, k in zip(scalars, n.tolist(), strict=True)
    ]
    assert list(vectors.working_minutes_between(starts, ends)) == n.tolist()
    assert list(vectors.working_minutes_between(ends, starts)) == (-n).tolist()
    first = np.full(len(starts), starts[0])
    assert list(vectors.working_minutes_between(first, starts)) == [
        calendar.working_minutes_between(scalars[0], m) for m in scalars
    ]
    assert list(vectors.working_days_between(first.astype("datetime64[D]"), days)) == [
        calendar.working_days_between(scalars[0], m) for m in scalars
    ]
