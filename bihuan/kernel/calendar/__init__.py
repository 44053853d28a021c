"""Working days, office hours and limits in them, as the State Council's yearly notices make them.

`city_calendar()` gives the immutable `Calendar` of the edition in force; it is passed into rules. A deadline is a pure function of
its start, its limit, its pauses and that calendar. `actions` load a year's notice, by two persons. See `docs/kernel/calendar.md`.
"""

from typing import TYPE_CHECKING

from bihuan.kernel.calendar.calendar import Calendar
from bihuan.kernel.calendar.days import CalendarEnds
from bihuan.kernel.calendar.due import Due, Skipped
from bihuan.kernel.calendar.limits import Limit, Unit
from bihuan.kernel.calendar.moments import CITY_TIME, day_of, local_of
from bihuan.kernel.doors import door

if TYPE_CHECKING:
    from bihuan.kernel.calendar.queries import city_calendar, shipped_calendar

__getattr__ = door(__name__, city_calendar="queries", shipped_calendar="queries")

__all__ = [
    "CITY_TIME",
    "Calendar",
    "CalendarEnds",
    "Due",
    "Limit",
    "Skipped",
    "Unit",
    "city_calendar",
    "day_of",
    "local_of",
    "shipped_calendar",
]
