"""Counting working days and office time. Pure, immutable: nothing here asks the clock or the database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bihuan.kernel.calendar.days import Days
from bihuan.kernel.calendar.hours import MINUTE, OfficeHours, since_midnight
from bihuan.kernel.calendar.moments import at_moment, day_of, local_of


@dataclass(frozen=True, eq=False)
class Counting:
    """Answers for all days from `days.first` to `days.last`; CalendarEnds (a refusal) beyond."""

    days: Days

    def is_working_day(self, day: date) -> bool:
        return not self.days.off[self.days.index(day_of(day))]

    def why_off(self, day: date) -> str:
        """The holiday's name, `周末`, or nothing where the day is worked."""
        return self.days.off[self.days.index(day_of(day))]

    def hours_on(self, day: date) -> OfficeHours:
        """The office hours that hold on that day, were it worked."""
        return self.days.hours[self.days.index(day_of(day))]

    def is_provisional(self, first: date, last: date) -> bool:
        """Some year between the two has no notice yet."""
        return any(year in self.days.unpublished for year in range(first.year, last.year + 1))

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after that day, which is itself not counted; before it for a negative n."""
        days = self.days
        i = days.index(day_of(day))
        if n == 0:
            raise ValueError("no working day to count")
        rank = days.rank[i] if n > 0 or not days.off[i] else days.rank[i] + 1
        return days.day(days.working_day(rank + n))

    def add_working_minutes(self, start: datetime, minutes: int) -> datetime:
        """The moment by which so many minutes of office time have passed."""
        return self.after_work(start, minutes * MINUTE)

    def add_working_hours(self, start: datetime, hours: int) -> datetime:
        """The moment by which so many hours of office time have passed."""
        return self.add_working_minutes(start, hours * 60)

    def working_days_between(self, a: date, b: date) -> int:
        """Working days after a, up to and including b; negative where b lies before a."""
        days = self.days
        return days.rank[days.index(day_of(b))] - days.rank[days.index(day_of(a))]

    def working_minutes_between(self, a: datetime, b: datetime) -> int:
        """Whole minutes of office time between two moments; negative where b lies before a."""
        worked = self.worked_until(b) - self.worked_until(a)
        return worked // MINUTE if worked >= 0 else -(-worked // MINUTE)

    def working_time_between(self, a: datetime, b: datetime) -> timedelta:
        """Office time between two moments."""
        return timedelta(microseconds=self.worked_until(b) - self.worked_until(a))

    def close_of(self, day: date) -> datetime:
        """Close of office hours."""
        return at_moment(day, self.hours_on(day).closes)

    def next_working_day(self, day: date) -> date:
        """That day if it is worked, else the next one that is."""
        return day if self.is_working_day(day) else self.add_working_days(day, 1)

    def worked_until(self, moment: datetime) -> int:
        """Office time, in microseconds, from the calendar's first day up to a moment."""
        local = local_of(moment)
        i = self.days.index(local.date())
        if self.days.off[i]:
            return self.days.before[i]
        return self.days.before[i] + self.days.hours[i].worked_until(since_midnight(local.time()))

    def after_work(self, start: datetime, microseconds: int) -> datetime:
        """The first moment by which so much office time has passed since the start."""
        if microseconds <= 0:
            raise ValueError("no office time to count")
        return self._when_worked(self.worked_until(start) + microseconds)

    def before_work(self, end: datetime, minutes: int) -> datetime:
        """The first moment after which only so many minutes of office time are left until the end."""
        worked = self.worked_until(end) - minutes * MINUTE
        if worked <= 0:
            raise self.days.ends()
        return self._when_worked(worked)

    def _when_worked(self, worked: int) -> datetime:
        i = self.days.day_of_work(worked)
        return at_moment(self.days.day(i), self.days.hours[i].moment_after(worked - self.days.before[i]))
