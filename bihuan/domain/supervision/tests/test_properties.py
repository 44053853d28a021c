"""Findings are a function of what happened: whatever the order, however often, for one section or a whole year at once; and nobody answers
for a time in which they held no post."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.domain.supervision.actions import recompute, recompute_since
from bihuan.domain.supervision.actions.finding import Changed, shares_of
from bihuan.domain.supervision.choices import IncidentKind, Level
from bihuan.domain.supervision.jobs import look_again
from bihuan.domain.supervision.models import Finding, Incident
from bihuan.domain.supervision.rules.grounds import GROUNDS, Terms, findings
from bihuan.domain.supervision.rules.holders import Seat, answers_for
from bihuan.domain.supervision.rules.incidents import IncidentFacts, month_of
from bihuan.domain.supervision.rules.lateness import Lapse, count, is_late, one_each
from bihuan.domain.supervision.tests.parts import CALENDAR as CALENDAR_ACTOR
from bihuan.kernel.calendar import CITY_TIME, day_of, shipped_calendar

YEAR = datetime(2026, 1, 5, 1, tzinfo=UTC)
CALENDAR = shipped_calendar()
moments = st.integers(0, 300 * 24 * 60).map(lambda minutes: YEAR + timedelta(minutes=minutes))
lengths = st.integers(1, 30 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
TERMS = {
    "red_lights": Terms(Level.YELLOW, least=3, share=0.1),
    "grave_lateness": Terms(Level.YELLOW, minutes=1950),
    "improper_returns": Terms(Level.SECTION, least=2),
    "two_yellows": Terms(Level.RED, least=2, period="12 mo"),
}


def terms(ground: str, at: datetime) -> Terms:
    return TERMS.get(ground, Terms(Level.REMINDER))


@st.composite
def incidents(draw):
    some = draw(
        st.lists(st.tuples(moments, st.integers(1, 3), st.integers(1, 2), st.integers(0, 4000)), max_size=25)
    )
    return [
        IncidentFacts(
            key=f"late:{place}",
            kind=draw(st.sampled_from(list(IncidentKind))),
            office=office,
            unit=9,
            person=person,
            began_at=at,
            at=at,
            counted=minutes,
            counts=minutes > 0,
            entries=(place,),
        )
        for place, (at, office, person, minutes) in enumerate(some)
    ]


@given(incidents(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_in_whatever_order_and_however_often_they_come_the_set_of_findings_is_the_same(some, random: Random):
    volumes = {(one.office, month_of(one.at)): 20 for one in some}
    found = findings(GROUNDS, some, volumes, terms)
    shuffled = some + some[: len(some) // 2]  # replays come as the same key and are kept once
    random.shuffle(shuffled)
    again = findings(GROUNDS, list({one.key: one for one in shuffled}.values()), volumes, terms)
    assert again == found
    assert all(one.entries for one in found.values())  # each cites what it rests on


@given(incidents())
@settings(deadline=None)
def test_an_incident_that_holds_nothing_against_anybody_is_in_no_finding(some):
    found = findings(GROUNDS, some, {}, terms)
    assert all(one.counts for finding in found.values() for one in finding.incidents)


@given(incidents())
@settings(deadline=None)
def test_no_finding_mixes_two_persons_or_two_offices(some):
    for finding in findings(GROUNDS, some, {}, terms).values():
        assert len({(one.office, one.person) for one in finding.incidents}) == 1


@given(moments, lengths, lengths, st.lists(st.tuples(moments, lengths), max_size=4), st.integers(0, 500))
@settings(deadline=None)
def test_what_counts_is_never_more_than_what_passed_and_outages_only_take_away(
    began, limit, late, downs, others
):
    lapse = Lapse("1", began, began + limit, began + limit + late, 0)
    outages = [(a, a + length) for a, length in downs]
    at = began + limit + late
    bare = count(CALENDAR, lapse, at=at)
    less = count(CALENDAR, lapse, at=at, outages=outages, others=others)
    assert 0 <= less.counted <= bare.counted
    assert less.counted + less.lost_outage + less.lost_others == bare.counted
    assert count(CALENDAR, lapse, at=at, outages=list(reversed(outages)), others=others) == less


@given(moments, lengths)
@settings(deadline=None)
def test_handed_in_by_its_moment_is_in_time_whenever_it_was_signed(began, limit):
    due = began + limit
    assert not is_late(Lapse("1", began, due, due + timedelta(days=3), 0, answered_at=due))
    assert is_late(Lapse("1", began, due, due + timedelta(days=3), 0, answered_at=due + timedelta(seconds=1)))


days = st.integers(0, 300).map(lambda n: date(2026, 1, 1) + timedelta(days=n))
seats = st.lists(
    st.tuples(
        days, st.integers(0, 90), st.integers(1, 4), st.sampled_from(["SECTION_HEAD", "HANDLER", "DESK"])
    ),
    max_size=6,
).map(
    lambda rows: [
        Seat(person, place, frozenset({role}), first, first + timedelta(days=long))
        for place, (first, long, person, role) in enumerate(rows)
    ]
)


@given(seats.filter(bool), st.integers(0, 5), st.integers(0, 90), lengths, lengths)
@settings(deadline=None)
def test_nobody_is_carded_for_a_time_in_which_they_held_no_post(held, which, into, limit, late):
    """It lapses while one of them is in office; they may leave before it is done."""
    one = held[which % len(held)]
    due = datetime.combine(min(one.from_on + timedelta(days=into), one.to_on), time(9), tzinfo=CITY_TIME)
    lapse = Lapse("1", due - limit, due, due + late, 0)
    seat = answers_for(held, day_of(due))
    assert seat is not None and seat.is_held(day_of(due))
    counted = count(CALENDAR, lapse, at=lapse.until, left_on=seat.to_on).counted
    last = datetime.combine(seat.to_on + timedelta(days=1), time(), tzinfo=CITY_TIME)
    inside = max(CALENDAR.working_minutes_between(due, min(lapse.until, last)), 0)
    assert counted <= max(inside, 1)


@given(moments, lengths, lengths, st.integers(0, 90))
@settings(deadline=None)
def test_whoever_leaves_after_the_end_answers_as_whoever_stays(began, limit, late, days_later):
    lapse = Lapse("1", began, began + limit, began + limit + late, 0)
    left_on = day_of(lapse.until) + timedelta(days=days_later)
    stays = count(CALENDAR, lapse, at=lapse.until)
    assert count(CALENDAR, lapse, at=lapse.until, left_on=left_on) == stays


@given(moments, lengths, lengths, lengths)
@settings(deadline=None)
def test_one_lateness_of_a_line_is_held_against_one_part_only(began, limit, late, later):
    parent = Lapse("1", began, began + limit, began + limit + late + later, 0, part=1)
    child = Lapse("2", began, began + limit, began + limit + late, 0, part=2, line=(1,))
    for order in ([parent, child], [child, parent]):
        assert one_each(order) == [child]


def rows(model, *fields):
    return sorted(model.objects.values_list(*fields))


SEEN = (
    ("key", "kind", "office_id", "person_id", "at", "until", "minutes", "counted", "counts"),
    ("key", "ground", "level", "number", "minutes"),
)


@pytest.mark.parametrize("way", ["replayed", "in another order", "everything at once", "from nothing"])
def test_recomputing_gives_the_same_rows(supervising, loop, way):
    """Two lapses of one section; then the same from the same journal."""
    for days in (12, 30):
        supervising.lapse(days=days)
    supervising.tick()
    look_again(CALENDAR_ACTOR, loop.at)  # what is still late is counted up to the moment of asking
    before = rows(Incident, *SEEN[0]), rows(Finding, *SEEN[1])
    assert before[0] and before[1]
    subjects = sorted(set(Incident.objects.values_list("subject_id", flat=True)))
    if way == "from nothing":
        Finding.objects.all().delete()
        Incident.objects.all().delete()
    if way in ("everything at once", "from nothing"):
        recompute_since(since=YEAR, at=loop.at)
    else:
        for subject in reversed(subjects) if way == "in another order" else subjects * 2:
            recompute(subjects={"case": [subject]}, at=loop.at)
    assert (rows(Incident, *SEEN[0]), rows(Finding, *SEEN[1])) == before


@pytest.mark.slow
@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_several_processes_write_the_rows_that_one_writes(supervising, loop):
    for days in (12, 30, 12):
        supervising.lapse(days=days)
    recompute_since(since=YEAR, at=loop.at, processes=1)
    before = rows(Incident, *SEEN[0]), rows(Finding, *SEEN[1])
    assert before[0] and before[1]
    Finding.objects.all().delete()
    Incident.objects.all().delete()
    again = recompute_since(since=YEAR, at=loop.at, processes=2)
    assert (rows(Incident, *SEEN[0]), rows(Finding, *SEEN[1])) == before
    assert again == Changed(*map(len, before))


@given(st.dictionaries(st.sampled_from("abc"), st.lists(st.integers(), unique=True)), st.integers(1, 5))
def test_shares_hold_every_subject_once_and_are_even(subjects, count):
    shares = shares_of(subjects, count)
    for kind, ids in subjects.items():
        assert [one for share in shares for one in share[kind]] == ids
        assert len({len(share[kind]) for share in shares}) <= 2
