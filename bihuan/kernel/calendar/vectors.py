"""The calendar's answers for millions at once: plain look-ups in the prefix index, with numpy.

Days are `datetime64[D]`; moments are `datetime64[s]` on the city's clock (UTC+8, as files and exports give them), without zone.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bihuan.kernel.calendar.days import CalendarEnds, Days

Dates = npt.NDArray[np.datetime64]
Moments = npt.NDArray[np.datetime64]
Counts = npt.NDArray[np.int64]
_SECOND = 1_000_000
_DAY = 86_400


@dataclass(frozen=True, eq=False)
class Vectors:
    """The arrays behind `Days`. `spans[p]` are the (opens, closes) of office-hour pattern p in seconds, padded with empty ones."""

    days: Days
    first: int
    rank: npt.NDArray[np.int32]
    worked_days: npt.NDArray[np.int32]
    is_off: npt.NDArray[np.bool_]
    before: Counts
    after: Counts
    pattern: npt.NDArray[np.int32]
    spans: Counts
    closes: Counts

    @classmethod
    def of(cls, days: Days) -> "Vectors":
        patterns = sorted(set(days.hours), key=lambda hours: hours.spans)
        widest = max(len(hours.spans) for hours in patterns)
        padded = [[*hours.spans, *[(0, 0)] * (widest - len(hours.spans))] for hours in patterns]
        numbers = {hours: n for n, hours in enumerate(patterns)}
        pattern = np.fromiter((numbers[hours] for hours in days.hours), dtype=np.int32)
        return cls(
            days=days,
            first=int(np.datetime64(days.first, "D").astype(np.int64)),
            rank=np.array(days.rank, dtype=np.int32),
            worked_days=np.array(days.worked_days, dtype=np.int32),
            is_off=np.fromiter((bool(why) for why in days.off), dtype=np.bool_),
            before=np.array(days.before, dtype=np.int64) // _SECOND,
            after=np.array(days.after, dtype=np.int64) // _SECOND,
            pattern=pattern,
            spans=np.array(padded, dtype=np.int64) // _SECOND,
            closes=np.array([hours.closes for hours in patterns], dtype=np.int64)[pattern] // _SECOND,
        )

    def is_working_day(self, dates: Dates) -> npt.NDArray[np.bool_]:
        return ~self.is_off[self._index(dates)]

    def add_working_days(self, dates: Dates, n: int | npt.NDArray[Any]) -> Dates:
        """The n-th working day after each day (n >= 1); n may differ from row to row."""
        if np.any(np.asarray(n) < 1):
            raise ValueError("no working day to count")
        return self._dates(self._working_day(self.rank[self._index(dates)] + n))

    def working_days_between(self, a: Dates, b: Dates) -> Counts:
        """Working days after a, up to and including b."""
        return (self.rank[self._index(b)] - self.rank[self._index(a)]).astype(np.int64)

    def due_after_working_days(self, starts: Moments, n: int | npt.NDArray[Any]) -> Moments:
        """Close of office hours of the n-th working day after each moment's day."""
        i = self._working_day(self.rank[self._index(starts.astype("datetime64[D]"))] + n)
        return self._moments(i, self.closes[i])

    def worked_until(self, moments: Moments) -> Counts:
        """Office time, in seconds, from the calendar's first day up to each moment."""
        dates = moments.astype("datetime64[D]")
        i = self._index(dates)
        second = (moments.astype("datetime64[s]") - dates).astype(np.int64)
        opens, closes = self.spans[self.pattern[i], :, 0], self.spans[self.pattern[i], :, 1]
        today = np.clip(second[:, None] - opens, 0, closes - opens).sum(axis=1)
        return self.before[i] + np.where(self.is_off[i], 0, today)

    def working_minutes_between(self, a: Moments, b: Moments) -> Counts:
        """Whole minutes of office time; negative where b lies before a."""
        return np.trunc((self.worked_until(b) - self.worked_until(a)) / 60).astype(np.int64)

    def add_working_minutes(self, starts: Moments, minutes: int | npt.NDArray[Any]) -> Moments:
        """The moment by which so many minutes of office time have passed since each start (minutes >= 1)."""
        if np.any(np.asarray(minutes) < 1):
            raise ValueError("no office time to count")
        worked = self.worked_until(starts) + np.asarray(minutes, dtype=np.int64) * 60
        i = np.searchsorted(self.after, worked, side="left")
        if i.size and i.max() >= len(self.after):
            raise self._ends()
        return self._moments(i, self._second_of(i, worked - self.before[i]))

    def _second_of(self, i: Counts, left: Counts) -> Counts:
        """The second of the day by which so much of its office time has passed."""
        found = np.full(len(i), -1, dtype=np.int64)
        for column in range(self.spans.shape[1]):
            opens, closes = (self.spans[self.pattern[i], column, edge] for edge in (0, 1))
            ends_here = (found < 0) & (left <= closes - opens)
            found = np.where(ends_here, opens + left, found)
            left = left - (closes - opens)
        return found

    def _index(self, dates: Dates) -> Counts:
        i: Counts = dates.astype("datetime64[D]").astype(np.int64) - self.first
        if i.size and (i.min() < 0 or i.max() >= len(self.rank)):
            raise self._ends()
        return i

    def _working_day(self, rank: npt.NDArray[Any]) -> Counts:
        if rank.size and rank.max() > len(self.worked_days):
            raise self._ends()
        i: Counts = self.worked_days[rank - 1].astype(np.int64)
        return i

    def _dates(self, i: Counts) -> Dates:
        return (i + self.first).astype("datetime64[D]")

    def _moments(self, i: Counts, second: Counts) -> Moments:
        return ((i + self.first) * _DAY + second).astype("datetime64[s]")

    def _ends(self) -> CalendarEnds:
        return self.days.ends()
