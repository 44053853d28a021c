"""Which calendar holds, and what a proposed notice would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from bihuan.kernel.calendar.calendar import Calendar
from bihuan.kernel.calendar.days import lay_out
from bihuan.kernel.calendar.models import CalendarNotice
from bihuan.kernel.calendar.office_hours import hours_in_force, shipped_hours
from bihuan.kernel.calendar.shipped import all_years
from bihuan.kernel.calendar.years import Year, read_year
from bihuan.kernel.parameters.editions import edition, one_edition


def city_calendar() -> Calendar:
    """The calendar of the edition in force: shipped notices, those that the city loaded, its office hours. Made once per edition and process."""
    return _calendar(edition())


@lru_cache(maxsize=2)
def _calendar(edition: int) -> Calendar:
    with one_edition():
        return Calendar(lay_out(all_years(loaded_years()), hours_in_force))


def loaded_years() -> Mapping[int, Year]:
    """The years whose notice the city activated itself; of one year the last."""
    active = CalendarNotice.objects.filter(activated_at__isnull=False).order_by("activated_at", "pk")
    return {notice.year: read_year(notice.text) for notice in active}


@cache
def shipped_calendar() -> Calendar:
    """The calendar as it ships, without the database: for pure rules under test, and for a command before `migrate`."""
    return Calendar(lay_out(all_years({}), shipped_hours))


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """A day that a notice turns: why it was off (empty: worked), and why it will be."""

    on: date
    was: str
    becomes: str


def days_changed_by(text: str) -> list[ChangedDay]:
    """What a notice would turn, for the one who is to activate it. FaultyNotice where it does not hold."""
    year, before = read_year(text), city_calendar()
    after = Calendar(lay_out(all_years({**loaded_years(), year.year: year}), hours_in_force))
    first = date(year.year - 1, 12, 1)
    days = (first + timedelta(days=n) for n in range((date(year.year, 12, 31) - first).days + 1))
    return [
        ChangedDay(day, before.why_off(day), after.why_off(day))
        for day in days
        if before.is_working_day(day) != after.is_working_day(day)
    ]
