"""Dates as offices type them."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from bihuan.kernel.refusals import Malformed

BEIJING = ZoneInfo("Asia/Shanghai")
# A spreadsheet's day number, counted from 1899-12-30; only those between 1970 and 2100 are taken for one.
SERIAL_ZERO = datetime(1899, 12, 30, tzinfo=BEIJING)
FIRST_SERIAL, LAST_SERIAL = 25_569, 73_051
_DAY = r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*[日号]?"
_SOLID = r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)"
_CLOCK = (
    r"(?:\s*(?:星期.|周.)\s*)?(?:[T\s,]*(?P<half>上午|下午|中午|晚上|凌晨|早上|AM|PM)?\s*"
    r"(?P<h>\d{1,2})(?::|时|点)(?:(?P<min>\d{1,2})(?:(?::|分)(?:(?P<s>\d{1,2})(?:\.\d{1,9})?秒?)?)?)?"
    r"\s*(?P<after>AM|PM)?\s*(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
_WRITTEN = re.compile(_DAY + _CLOCK, re.IGNORECASE)
_TOGETHER = re.compile(_SOLID + r"(?:[T\s]?(?P<h>\d\d):?(?P<min>\d\d)(?::?(?P<s>\d\d))?)?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_LATER = {"下午", "晚上", "PM"}
_EARLIER = {"上午", "凌晨", "早上", "AM"}


def parse_moment(cell: Any) -> datetime:
    """An aware moment in UTC from 2023/1/5 9:03, 2023年1月5日下午3时, 20230105, a spreadsheet's day number, … Beijing time where none
    is named, midnight where no hour is given. 1/5/2023 and 23-1-5 may mean two days: refused, like anything that is no date."""
    if isinstance(cell, datetime):
        return _aware(cell)
    if isinstance(cell, date):
        return _aware(datetime.combine(cell, time()))
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_serial(float(cell), str(cell))
    said = unicodedata.normalize("NFKC", str(cell or "")).strip()
    if _SERIAL.fullmatch(said):
        return _from_serial(float(said), said)
    found = _WRITTEN.fullmatch(said) or _TOGETHER.fullmatch(said)
    if found is None:
        raise _malformed(said)
    try:
        return _built(found.groupdict())
    except (ValueError, OverflowError):
        raise _malformed(said) from None


def parse_day(cell: Any) -> date:
    """The day in Beijing of what `parse_moment` reads."""
    return parse_moment(cell).astimezone(BEIJING).date()


def _built(part: dict[str, str | None]) -> datetime:
    hour, minute, second = (int(part.get(name) or 0) for name in ("h", "min", "s"))
    half = (part.get("half") or part.get("after") or "").upper()
    if half in _LATER and hour < 12:
        hour += 12
    if half in _EARLIER and hour == 12:
        hour = 0
    day = datetime(
        int(part["y"] or 0), int(part["m"] or 0), int(part["d"] or 0), tzinfo=_zone(part.get("zone"))
    )
    if (hour, minute, second) == (24, 0, 0):
        return (day + timedelta(days=1)).astimezone(UTC)
    return day.replace(hour=hour, minute=minute, second=second).astimezone(UTC)


def _zone(said: str | None) -> timezone | ZoneInfo:
    if not said:
        return BEIJING
    if said.upper() == "Z":
        return UTC
    hours, minutes = int(said[1:3]), int(said[-2:])
    return timezone((timedelta(hours=hours, minutes=minutes)) * (-1 if said[0] == "-" else 1))


def _aware(moment: datetime) -> datetime:
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)).astimezone(UTC)
    except OverflowError:
        raise _malformed(str(moment)) from None


def _from_serial(number: float, said: str) -> datetime:
    if not FIRST_SERIAL <= number < LAST_SERIAL:
        raise _malformed(said)
    # Seconds are as fine as a spreadsheet keeps them; Beijing has had no summer time since 1991.
    seconds = round((number % 1) * 86_400)
    return (
        (SERIAL_ZERO.replace(tzinfo=None) + timedelta(days=int(number), seconds=seconds))
        .replace(tzinfo=BEIJING)
        .astimezone(UTC)
    )


def _malformed(said: str) -> Malformed:
    return Malformed(
        "malformed_moment",
        f"“{said[:30]}”不是看得懂的日期。" if said else "缺少日期。",
        "请写成 2023-01-05 09:03。",
    )
