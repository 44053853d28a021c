"""When a limit ends: the one pure function behind every stored due moment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bihuan.kernel.calendar.clocks import CLOCKS, natural_end
from bihuan.kernel.calendar.counting import Counting
from bihuan.kernel.calendar.limits import Limit, Unit
from bihuan.kernel.calendar.moments import Stretch, day_of


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that was not counted, and why."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit ends. `provisional`: it crosses into a year whose notice is not out yet."""

    at: datetime
    provisional: bool
    skipped: tuple[Skipped, ...]


def due_moment(days: Counting, start: datetime, limit: Limit, pauses: Sequence[Stretch]) -> Due:
    """The end of a limit, how sure it is, and the days over which it passed."""
    at, paused = _end(days, start, limit, pauses)
    if limit.on_the_wall_clock:
        return Due(at, False, ())
    first = _first_counted(start, limit, paused)
    return Due(at, _crosses(days, start, at), tuple(_skipped(days, first, day_of(at))))


def end_moment(
    days: Counting, start: datetime, limit: Limit, pauses: Sequence[Stretch]
) -> tuple[datetime, bool]:
    """The end of a limit and whether it is provisional, without naming the days: for those who ask a million times."""
    at, _paused = _end(days, start, limit, pauses)
    return at, not limit.on_the_wall_clock and _crosses(days, start, at)


def _end(days: Counting, start: datetime, limit: Limit, pauses: Sequence[Stretch]) -> tuple[datetime, int]:
    clock = CLOCKS[limit.unit]
    paused = 0
    at = clock.end(days, start, limit.amount, paused)
    for a, b in _merged(pauses, start):
        if a >= at:  # it had ended before the clock stood still
            break
        paused += clock.count(days, a, b)
        at = clock.end(days, start, limit.amount, paused)
    return at, paused


def _crosses(days: Counting, start: datetime, at: datetime) -> bool:
    return days.is_provisional(day_of(start), day_of(at))


def _merged(pauses: Sequence[Stretch], start: datetime) -> Iterator[Stretch]:
    """The stretches in order, cut at the start, overlapping ones made one: no minute is added twice."""
    held: Stretch | None = None
    for a, b in sorted((max(a, start), b) for a, b in pauses if b > max(a, start)):
        if held is None or a > held[1]:
            if held is not None:
                yield held
            held = a, b
        else:
            held = held[0], max(held[1], b)
    if held is not None:
        yield held


def _first_counted(start: datetime, limit: Limit, paused: int) -> date:
    """From which day on a day off is one that was skipped: natural days skip only those over which their end rolls."""
    if limit.unit in (Unit.DAYS, Unit.MONTHS):
        return natural_end(start, limit, paused)
    return day_of(start) + timedelta(days=1 if limit.unit is Unit.WORKING_DAYS else 0)


def _skipped(days: Counting, first: date, last: date) -> Iterator[Skipped]:
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        if why := days.why_off(day):
            yield Skipped(day, why)
