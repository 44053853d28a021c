"""A leader's turns as an iCalendar feed. It leaves the house: place and time, nothing that anybody said."""

from collections.abc import Iterable
from datetime import UTC, datetime

from icalendar import Event

from bihuan.domain.walkthroughs.choices import TurnState
from bihuan.domain.walkthroughs.models import Turn
from bihuan.kernel.calendar.feeds import feed_of


def turn_feed(turns: Iterable[Turn], *, name: str, at: datetime) -> bytes:
    """The text of an `.ics` file, moments in UTC: one event per turn; its UID stays when it changes, so that phones move it."""
    return feed_of((_event(turn, at) for turn in turns), name=name, kind="turns")


def _event(turn: Turn, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"turn-{turn.pk}@bihuan")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", turn.from_at.astimezone(UTC))
    event.add("dtend", turn.to_at.astimezone(UTC))
    event.add("summary", f"坐窗口：{turn.window.name}")
    event.add("location", turn.window.address or turn.window.name)
    event.add("status", "CONFIRMED" if turn.state != TurnState.MISSED else "CANCELLED")
    return event
