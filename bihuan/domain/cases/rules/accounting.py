"""时间账: whose hands held the case how long. The working minutes add up exactly to those that passed."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypeVar

from bihuan.kernel.calendar import Calendar

T = TypeVar("T")


def account(
    calendar: Calendar, stretches: Iterable[tuple[T, datetime, datetime]]
) -> Iterator[tuple[T, datetime, datetime, int]]:
    """Each stretch with its working minutes. Minutes are counted from the first moment on and then subtracted, so that what a stretch
    loses to rounding the next one gains, and the sum is the minutes between the first and the last moment."""
    begin: datetime | None = None
    counted = 0
    for whose, from_at, to_at in stretches:
        begin = begin or from_at
        passed = calendar.working_minutes_between(begin, to_at)
        yield whose, from_at, to_at, passed - counted
        counted = passed
