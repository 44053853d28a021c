"""One part in one office's hands is late once: whichever of its clocks ran out, no minute is held twice, and at most one card comes of it."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.domain.supervision.models import Card, CardIncident, Incident
from bihuan.domain.supervision.rules.lateness import Lapse, count, ended, late_from, merged
from bihuan.domain.supervision.tests.test_properties import CALENDAR, lengths, moments
from bihuan.kernel.journal.models import Entry
from bihuan.testing.tables import moment, table

# Everything was dispatched on Monday 2 March 2026, 8:30, and is asked about on Monday 16 March, 17:30. A working day has 390 minutes.
BEGAN = moment("2026-03-02 08:30")
NOW = moment("2026-03-16 17:30")


def clocks(text: str) -> list[Lapse]:
    """`03-03 17:30 > 03-05 12:00; 03-09 17:30 >`: due and ended; nothing: it is late still."""
    found = []
    for place, clock in enumerate(text.split(";")):
        due, _, end = (part.strip() for part in clock.partition(">"))
        until = moment(f"2026-{end}") if end else None
        found.append(Lapse(str(place), BEGAN, moment(f"2026-{due}"), until, 0))
    return found


def stretches(text: str) -> list[str]:
    return [part.strip() for part in text.split(";")]


@table(
    """
    remark                                              | of                                            | held                                      | minutes
    one clock is as it was                              | 03-03 17:30 > 03-05 12:00                     | 03-03 17:30 > 03-05 12:00                 | 600
    contact a day late, then handling two days late     | 03-03 17:30 > 03-04 17:30; 03-09 17:30 > 03-11 17:30 | 03-03 17:30 > 03-04 17:30; 03-09 17:30 > 03-11 17:30 | 1170
    no contact until the day on which it was handled    | 03-03 17:30 > 03-11 17:30; 03-09 17:30 > 03-11 17:30 | 03-03 17:30 > 03-11 17:30                 | 2340
    handled without contact, contacted afterwards       | 03-03 17:30 > 03-12 17:30; 03-09 17:30 > 03-11 17:30 | 03-03 17:30 > 03-12 17:30                 | 2730
    contact late into the time in which handling is late | 03-03 17:30 > 03-10 17:30; 03-09 17:30 > 03-11 17:30 | 03-03 17:30 > 03-11 17:30                | 2340
    neither has ended                                   | 03-03 17:30 >; 03-09 17:30 >                  | 03-03 17:30 >                             | 3510
    the second began when the first had just ended      | 03-03 17:30 > 03-04 17:30; 03-04 17:30 > 03-05 17:30 | 03-03 17:30 > 03-04 17:30; 03-04 17:30 > 03-05 17:30 | 780
    """,
    held=stretches,
    minutes=int,
)
@pytest.mark.parametrize("backwards", [False, True])
def test_clocks_that_were_late_at_the_same_time_are_one_stretch(of, held, minutes, backwards):
    found = merged(clocks(of)[:: -1 if backwards else 1])
    said = [
        f"{late_from(one):%m-%d %H:%M} > {f'{end:%m-%d %H:%M}' if (end := ended(one)) else ''}".strip()
        for one in found
    ]
    assert said == held
    assert sum(count(CALENDAR, one, at=NOW).counted for one in found) == minutes


some_lapses = st.lists(st.tuples(moments, lengths, lengths, st.booleans()), min_size=1, max_size=4).map(
    lambda rows: [
        Lapse(str(place), began, began + limit, None if open_ else began + limit + late, 0)
        for place, (began, limit, late, open_) in enumerate(rows)
    ]
)


@given(some_lapses)
@settings(deadline=None)
def test_together_they_hold_no_less_than_the_worst_of_them_and_no_more_than_all_of_them(lapses):
    at = datetime(2028, 1, 1, tzinfo=BEGAN.tzinfo)
    each = [count(CALENDAR, one, at=at).counted for one in lapses]
    together = sum(count(CALENDAR, one, at=at).counted for one in merged(lapses))
    assert max(each) <= together <= sum(each)
    assert merged(list(reversed(lapses))) == merged(lapses)
    ends = [ended(one) or at for one in merged(lapses)]
    assert all(late_from(later) >= end for end, later in zip(ends, merged(lapses)[1:], strict=False))


@pytest.mark.parametrize(
    ("step", "verbs"), [("acknowledge", "acknowledge+contact+handle"), ("subdispatch", "contact+handle")]
)
def test_a_part_that_lay_there_is_one_incident_and_one_card(supervising, loop, step, verbs):
    """The desk neither took it up nor passed it on nor called: three clocks, one lateness."""
    case = loop.until(step)
    loop.later(days=30)
    for _ in range(2):
        supervising.tick()
    found = Incident.objects.get(office=loop.city.housing_desk)
    leg = case.legs.get(office=found.office)
    assert (found.subject_id, found.item, found.verb) == (case.pk, leg.item, verbs)
    assert len(events := {entry.event for entry in Entry.objects.filter(pk__in=found.entries)}) >= 2, events
    assert Card.objects.filter(section=loop.city.housing_desk).count() == 1
    assert CardIncident.objects.get().key == found.key


def test_a_desk_that_does_not_call_and_a_section_that_does_not_work_answer_each_for_their_own(
    supervising, loop
):
    loop.until("contact")
    loop.later(days=30)
    supervising.tick()
    found = dict(Incident.objects.values_list("office", "verb"))
    assert found == {loop.city.housing_desk.pk: "contact", loop.city.housing_permits.pk: "handle"}
