"""Which office hours hold on a day: a dated parameter, by month where the city has seasons."""

from datetime import date
from functools import lru_cache

from bihuan.kernel.calendar.hours import OfficeHours
from bihuan.kernel.parameters.catalogue import best_match, key_tuple
from bihuan.kernel.parameters.values import parameter_of, value

CODE = "calendar.office_hours"


def hours_in_force(day: date) -> OfficeHours:
    """The city's own hours, or the shipped ones."""
    return _parsed(value(CODE, on=day, month=str(day.month)))


def shipped_hours(day: date) -> OfficeHours:
    """The hours that ship, without asking the database."""
    parameter = parameter_of(CODE)
    held = parameter.held(on=day)
    rows = {row.keys: row.value for row in held.rows} if held else {}
    match = best_match(rows, key_tuple(parameter, {"month": str(day.month)}))
    if match is None:
        raise LookupError(f"no office hours ship for {day}")
    return _parsed(rows[match])


@lru_cache(maxsize=64)
def _parsed(words: tuple[str, ...]) -> OfficeHours:
    return OfficeHours.parse(words)
