"""An actor's duties as an iCalendar feed for a phone. It leaves the house: titles are numbers and verbs, never what a reporter said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Event

from bihuan.kernel.calendar import CITY_TIME
from bihuan.kernel.calendar.feeds import feed_of
from bihuan.kernel.duties.models import Duty

SHOWN = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A duty with the words that the face has for it."""

    duty: Duty
    title: str
    url: str = ""


def duty_feed(lines: Iterable[FeedLine], *, name: str, at: datetime) -> bytes:
    """The text of an `.ics` file, moments in UTC: one event per duty that has a due moment, in the half hour before it, with the warning as an alarm."""
    due = ((line, line.duty.due_at) for line in lines)
    return feed_of(
        (_event(line, due_at, at) for line, due_at in due if due_at is not None), name=name, kind="duties"
    )


def _event(line: FeedLine, due_at: datetime, at: datetime) -> Event:
    duty, event = line.duty, Event()
    event.add("uid", f"duty-{duty.pk}@bihuan")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", (due_at - SHOWN).astimezone(UTC))
    event.add("dtend", due_at.astimezone(UTC))
    event.add("summary", line.title)
    event.add("description", _words(duty, due_at))
    event.add("status", "TENTATIVE" if duty.provisional else "CONFIRMED")
    if line.url:
        event.add("url", line.url)
    if duty.alert_at is not None and duty.alert_at < due_at:
        event.add_component(_alarm(line.title, duty.alert_at))
    return event


def _words(duty: Duty, due_at: datetime) -> str:
    provisional = "（暂定，放假安排公布后重新计算）" if duty.provisional else ""
    return f"{due_at.astimezone(CITY_TIME):%Y-%m-%d %H:%M} 到期{provisional}"


def _alarm(title: str, warn_at: datetime) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", warn_at.astimezone(UTC), parameters={"VALUE": "DATE-TIME"})
    return alarm
