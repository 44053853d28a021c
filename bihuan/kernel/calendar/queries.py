"""Which calendar holds."""

from functools import cache, lru_cache

from bihuan.kernel.calendar.calendar import Calendar
from bihuan.kernel.calendar.days import lay_out
from bihuan.kernel.calendar.office_hours import hours_in_force, shipped_hours
from bihuan.kernel.calendar.shipped import all_years
from bihuan.kernel.parameters.editions import edition, one_edition


def city_calendar() -> Calendar:
    """The calendar of the edition in force: shipped notices, those that the city loaded, its office hours. Made once per edition and process."""
    return _calendar(edition())


@lru_cache(maxsize=2)
def _calendar(edition: int) -> Calendar:
    with one_edition():
        return Calendar(lay_out(all_years({}), hours_in_force))


@cache
def shipped_calendar() -> Calendar:
    """The calendar as it ships, without the database: for pure rules under test, and for a command before `migrate`."""
    return Calendar(lay_out(all_years({}), shipped_hours))
