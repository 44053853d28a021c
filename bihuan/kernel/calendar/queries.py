"""Which calendar holds."""

from functools import lru_cache

from bihuan.kernel.calendar.calendar import Calendar
from bihuan.kernel.calendar.days import lay_out
from bihuan.kernel.calendar.hours import OfficeHours
from bihuan.kernel.calendar.shipped import all_years
from bihuan.kernel.parameters.editions import edition

_DEFAULT = OfficeHours.parse(["08:30-12:00", "14:30-17:30"])


def calendar_in_force() -> Calendar:
    """The calendar of the present edition."""
    return _calendar(edition())


@lru_cache(maxsize=2)
def _calendar(_edition: int) -> Calendar:
    return Calendar(lay_out(all_years({}), lambda day: _DEFAULT))
