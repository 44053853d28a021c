"""A year whose notice is not out yet: weekends, and the holidays that the regulation fixes. Only 调休 is unknown. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bihuan.kernel.calendar.years import Year


def provisional_year(year: int, regulation: Mapping[str, Any]) -> Year:
    """The year as the regulation gives it. LookupError where the festivals' days of that year are not known."""
    festivals = regulation["festivals"][year]
    holidays: dict[date, str] = {}
    for rule in regulation["holidays"]:
        first = _first_day(year, rule["from"], festivals)
        for day in (first + timedelta(days=n) for n in range(rule["days"])):
            holidays[day] = f"{holidays[day]}、{rule['name']}" if day in holidays else rule["name"]
    return Year(year, str(regulation["document"]), holidays, {}, provisional=True)


def _first_day(year: int, start: str, festivals: Mapping[str, date]) -> date:
    """`10-01`, or a festival of the year; the eve of one is written `spring_festival -1`."""
    if start[0].isdigit():
        return date.fromisoformat(f"{year}-{start}")
    festival, _, shift = start.partition(" ")
    return festivals[festival] + timedelta(days=int(shift or 0))
