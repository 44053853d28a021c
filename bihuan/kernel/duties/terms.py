"""From a duty's rows to the values that the rules take, and back onto the row. Writes nothing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bihuan.kernel.calendar import Calendar, Limit, day_of
from bihuan.kernel.duties.models import Duty, Pause
from bihuan.kernel.duties.rules import (
    DueMoment,
    Terms,
    agreed_after_pause,
    due_of,
    limits_in,
    minutes_late,
    next_alert,
    warning_at,
)
from bihuan.kernel.parameters.values import value

WARNING = "duties.warning"
COMPUTED = ["due_at", "provisional", "alert_at", "alerted"]


def terms_of(duty: Duty, pauses: Iterable[Pause] | None = None) -> Terms:
    """Its terms; `pauses` where the caller knows them (a new duty has none), else the duty's own, one query or prefetched."""
    rows = list(duty.pauses.all() if pauses is None else pauses)
    return Terms(
        started_at=duty.started_at,
        limits=limits_in(duty.limit),
        agreed_at=duty.agreed_at,
        pauses=tuple((row.from_at, row.to_at) for row in rows if row.to_at is not None),
        paused=any(row.to_at is None for row in rows),
    )


def warning_of(duty: Duty, calendar: Calendar, due_at: datetime | None) -> datetime | None:
    """When yellow comes on, by the parameter of the day on which the duty began."""
    if due_at is None:
        return None
    limits = limits_in(duty.limit)
    unit = "" if duty.agreed_at is not None or not limits else str(limits[-1].unit)
    warning = value(WARNING, on=day_of(duty.started_at), unit=unit, verb=duty.verb)
    return warning_at(calendar, started_at=duty.started_at, due_at=due_at, warning=Limit.parse(str(warning)))


def set_due(duty: Duty, calendar: Calendar, pauses: Iterable[Pause] | None = None) -> bool:
    """Ask the function and put its answer on the row. A due moment that moved has its own lights. Whether anything changed."""
    due = due_of(calendar, terms_of(duty, pauses))
    changed = (due.at, due.provisional) != (duty.due_at, duty.provisional)
    if due.at != duty.due_at:
        duty.alerted = ""
    duty.due_at, duty.provisional = due.at, due.provisional
    set_alert(duty, calendar)
    return changed


def set_alert(duty: Duty, calendar: Calendar) -> None:
    """When somebody must next look."""
    warn_at = warning_of(duty, calendar, duty.due_at)
    duty.alert_at = next_alert(lit=duty.alerted, due_at=duty.due_at, warn_at=warn_at)


def due_if_ended(duty: Duty, calendar: Calendar, at: datetime) -> DueMoment:
    """What was due, had its clock gone on at that moment: an open pause ends there."""
    terms = terms_of(duty)
    still = [row.from_at for row in duty.pauses.all() if row.to_at is None]
    if not still:
        return due_of(calendar, terms)
    pause = (still[0], at)
    agreed_at = terms.agreed_at and agreed_after_pause(calendar, terms.agreed_at, pause)
    return due_of(calendar, replace(terms, agreed_at=agreed_at, pauses=(*terms.pauses, pause), paused=False))


def lateness(duty: Duty, calendar: Calendar, at: datetime) -> int:
    """How late it is, were it ended now, by the function and not by the stored moment."""
    due = due_if_ended(duty, calendar, at)
    wall = terms_of(duty, ()).on_the_wall_clock
    return minutes_late(calendar, due_at=due.at, at=at, on_the_wall_clock=wall)


def said_of(duty: Duty) -> dict[str, str | int | bool | datetime | None]:
    """What an entry says of a duty."""
    return {
        "due_at": duty.due_at,
        "duty": duty.pk,
        "holder": duty.holder,
        "item": duty.item,
        "provisional": duty.provisional,
        "verb": duty.verb,
    }
