"""What a year's notice says: holidays with their names, and weekends that are worked instead (调休). Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Year:
    """One year as its notice publishes it, or provisionally, as the regulation alone gives it."""

    year: int
    document: str
    holidays: Mapping[date, str]
    working_days: Mapping[date, str]
    provisional: bool = False


class FaultyNotice(ValueError):
    """A notice that does not hold; the sentence is Chinese and names the line."""


def read_year(text: str) -> Year:
    """A year from its YAML. FaultyNotice where it does not hold."""
    try:
        said = yaml.safe_load(text)
        year, document = int(said["year"]), str(said["document"]).strip()
        holidays = {day: str(line["name"]) for line in said["holidays"] for day in _days(line)}
        working = {_day(line["day"]): str(line["for"]) for line in said["working_days"] or []}
    except FaultyNotice:
        raise
    except (yaml.YAMLError, TypeError, KeyError, ValueError) as fault:
        raise FaultyNotice(
            f"看不懂这份放假安排：{fault}。需要 year、document、holidays、working_days。"
        ) from None
    found = Year(year, document, holidays, working)
    _check(found)
    return found


def _days(line: Mapping[str, Any]) -> Iterator[date]:
    first, last = _day(line["from_on"]), _day(line["to_on"])
    if last < first or (last - first).days > 30:
        raise FaultyNotice(f"{line['name']}：{first} 到 {last} 不是一段假期。")
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _day(raw: Any) -> date:
    if type(raw) is not date:
        raise FaultyNotice(f"“{raw}”不是日期，应如 2027-02-06。")
    return raw


def _check(year: Year) -> None:
    """Inside the year or the December before it; no day both off and worked; only weekends are worked instead."""
    if not year.document:
        raise FaultyNotice("缺少通知的名称或文号（document）。")
    if not year.holidays:
        raise FaultyNotice("至少要有一个假期（holidays）。")
    for day in (*year.holidays, *year.working_days):
        if day.year != year.year and (day.year, day.month) != (year.year - 1, 12):
            raise FaultyNotice(f"{day} 不在 {year.year} 年。")
    for day, name in year.working_days.items():
        if day in year.holidays:
            raise FaultyNotice(f"{day} 既放假又上班。")
        if day.weekday() < 5:
            raise FaultyNotice(f"{day}（{name}调休）不是周末，本来就上班。")
