"""What runs when. Pure values and one rule."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo

from bihuan.kernel.access import Actor

ERRORS_KEPT = 5


@dataclass(frozen=True, slots=True)
class JobReport:
    """What a run did. refused: items that an action refused, since somebody else had acted. more: there is more to do at once."""

    done: int = 0
    refused: int = 0
    failed: int = 0
    errors: tuple[str, ...] = ()
    more: bool = False

    def __add__(self, other: "JobReport") -> "JobReport":
        return JobReport(
            self.done + other.done,
            self.refused + other.refused,
            self.failed + other.failed,
            (*self.errors, *other.errors)[:ERRORS_KEPT],
            self.more or other.more,
        )

    def and_more(self) -> "JobReport":
        return replace(self, more=True)


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day at this hour of the city."""

    at: time


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the schedule. `run(by, at)` finds and calls an action per item; safe to repeat, and safe to be cut off anywhere."""

    name: str
    run: Callable[[Actor, datetime], JobReport]
    every: timedelta | Daily
    lease: timedelta = timedelta(minutes=5)


def next_run(every: timedelta | Daily, *, at: datetime, zone: tzinfo) -> datetime:
    """When it is due after a run at this moment."""
    if isinstance(every, timedelta):
        return at + every
    today = datetime.combine(at.astimezone(zone).date(), every.at, tzinfo=zone)
    due = today if today > at else datetime.combine(today.date() + timedelta(days=1), every.at, tzinfo=zone)
    return due.astimezone(at.tzinfo)
