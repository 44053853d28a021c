"""A visitor's visits as an iCalendar feed. It leaves the house: which firm, when and where; nothing that was said there."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Event

from bihuan.domain.liaison.choices import UPCOMING, VisitKind, VisitState
from bihuan.domain.liaison.models import Visit
from bihuan.kernel.calendar.feeds import feed_of

LENGTH = timedelta(hours=1)


def visit_feed(visits: Iterable[Visit], *, name: str, at: datetime) -> bytes:
    """The text of an `.ics` file, moments in UTC: one event per visit; one that will not take place is shown as cancelled."""
    return feed_of((_event(visit, at) for visit in visits), name=name, kind="visits")


def _event(visit: Visit, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"visit-{visit.pk}@bihuan")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", visit.planned_for.astimezone(UTC))
    event.add("dtend", (visit.planned_for + LENGTH).astimezone(UTC))
    event.add("summary", f"{VisitKind(visit.kind).label}：{visit.enterprise.name}")
    if visit.kind != VisitKind.CALL:
        event.add("location", visit.enterprise.address or visit.enterprise.name)
    event.add("status", _status(visit))
    return event


def _status(visit: Visit) -> str:
    """Tentative until the firm was told."""
    if visit.state == VisitState.PLANNED:
        return "TENTATIVE"
    return "CONFIRMED" if visit.state in UPCOMING | {VisitState.DONE} else "CANCELLED"
