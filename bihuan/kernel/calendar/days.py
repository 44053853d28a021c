"""Every day of the calendar with what came before it: the prefix index on which all counting rests. Pure."""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from bihuan.kernel.calendar.hours import OfficeHours
from bihuan.kernel.calendar.years import Year
from bihuan.kernel.refusals import WrongState

WEEKEND = "周末"


class CalendarEnds(WrongState):
    """Asked of a day for which there are neither notices nor known festivals."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__(
            "calendar_ends",
            f"工作日历只到 {last:%Y-%m-%d}（从 {first:%Y-%m-%d} 起），这个期限超出了范围。",
            "请缩短期限，或请系统管理员补充以后年份的日历。",
        )


@dataclass(frozen=True, eq=False, repr=False)
class Days:
    """Indexed by the days since `first`. `off[i]` is why a day is off, empty where it is worked.

    rank[i]: working days up to and including day i.   worked_days[k]: the index of working day k, from 0.
    before[i], after[i]: office time, in microseconds, before day i opens and after it closed.
    """

    first: date
    off: tuple[str, ...]
    makeup: Mapping[date, str]
    hours: tuple[OfficeHours, ...]
    rank: tuple[int, ...]
    worked_days: tuple[int, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]
    unpublished: frozenset[int]

    def __repr__(self) -> str:
        return f"Days({self.first}..{self.last})"

    @property
    def last(self) -> date:
        return self.first + timedelta(days=len(self.off) - 1)

    def index(self, day: date) -> int:
        """Where a day stands. CalendarEnds outside."""
        i = (day - self.first).days
        if not 0 <= i < len(self.off):
            raise self.ends()
        return i

    def day(self, i: int) -> date:
        return self.first + timedelta(days=i)

    def working_day(self, rank: int) -> int:
        """The index of the working day with this rank (from 1)."""
        if not 1 <= rank <= len(self.worked_days):
            raise self.ends()
        return self.worked_days[rank - 1]

    def day_of_work(self, worked: int) -> int:
        """The index of the day in which so much office time is reached."""
        i = bisect_left(self.after, worked)
        if i == len(self.after):
            raise self.ends()
        return i

    def ends(self) -> CalendarEnds:
        return CalendarEnds(self.first, self.last)


def lay_out(years: Mapping[int, Year], hours_on: Callable[[date], OfficeHours]) -> Days:
    """The days of consecutive years: weekends are off, a notice makes holidays of some days and working days of others."""
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    holidays = {day: name for year in sorted(years) for day, name in years[year].holidays.items()}
    makeup = {day: name for year in sorted(years) for day, name in years[year].working_days.items()}
    off = tuple(_why_off(day, holidays, makeup) for day in days)
    hours = tuple(hours_on(day) for day in days)
    lengths = [0 if why else span.length for why, span in zip(off, hours, strict=True)]
    after = tuple(accumulate(lengths))
    return Days(
        first=first,
        off=off,
        makeup=makeup,
        hours=hours,
        rank=tuple(accumulate(0 if why else 1 for why in off)),
        worked_days=tuple(i for i, why in enumerate(off) if not why),
        before=tuple(end - length for end, length in zip(after, lengths, strict=True)),
        after=after,
        unpublished=frozenset(year for year, said in years.items() if said.provisional),
    )


def _why_off(day: date, holidays: Mapping[date, str], makeup: Mapping[date, str]) -> str:
    if day in makeup:
        return ""
    return holidays.get(day) or (WEEKEND if day.weekday() >= 5 else "")
