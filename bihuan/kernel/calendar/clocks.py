"""The clock of each unit: what it counts in a stretch, and where so many of the unit, plus what it counted in pauses, end. Pure."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bihuan.kernel.calendar.counting import Counting
from bihuan.kernel.calendar.hours import MINUTE
from bihuan.kernel.calendar.limits import Limit, Unit
from bihuan.kernel.calendar.moments import day_of, local_of


@dataclass(frozen=True, slots=True)
class Clock:
    """`count(days, a, b)` and `end(days, start, amount, paused)`, where `paused` is a sum of counts."""

    count: Callable[[Counting, datetime, datetime], int]
    end: Callable[[Counting, datetime, int, int], datetime]


def natural_end(start: datetime, limit: Limit, paused: int) -> date:
    """The day on which natural days or months end, before rolling."""
    day = day_of(start)
    if limit.unit is Unit.MONTHS:
        return _months_on(day, limit.amount) + timedelta(days=paused)
    return day + timedelta(days=limit.amount + paused)


def _months_on(day: date, n: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _working_days() -> Clock:
    return Clock(
        count=lambda days, a, b: days.working_days_between(a, b),
        end=lambda days, start, n, paused: days.close_of(days.add_working_days(start, n + paused)),
    )


def _office_time(minutes: int) -> Clock:
    return Clock(
        count=lambda days, a, b: days.worked_until(b) - days.worked_until(a),
        end=lambda days, start, n, paused: days.after_work(start, n * minutes * MINUTE + paused),
    )


def _natural(unit: Unit) -> Clock:
    def end(days: Counting, start: datetime, n: int, paused: int) -> datetime:
        return days.close_of(days.next_working_day(natural_end(start, Limit(n, unit), paused)))

    return Clock(count=lambda days, a, b: (day_of(b) - day_of(a)).days, end=end)


def _wall(unit: timedelta) -> Clock:
    return Clock(
        count=lambda days, a, b: (b - a) // timedelta(microseconds=1),
        end=lambda days, start, n, paused: local_of(start) + n * unit + timedelta(microseconds=paused),
    )


CLOCKS: dict[Unit, Clock] = {
    Unit.WORKING_DAYS: _working_days(),
    Unit.WORKING_HOURS: _office_time(60),
    Unit.WORKING_MINUTES: _office_time(1),
    Unit.DAYS: _natural(Unit.DAYS),
    Unit.MONTHS: _natural(Unit.MONTHS),
    Unit.HOURS: _wall(timedelta(hours=1)),
    Unit.MINUTES: _wall(timedelta(minutes=1)),
}
