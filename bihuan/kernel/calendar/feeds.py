"""A calendar that phones subscribe to. It leaves the house: what stands in it is chosen by whoever makes its events."""

from collections.abc import Iterable

from icalendar import Calendar, Event


def feed_of(events: Iterable[Event], *, name: str, kind: str) -> bytes:
    """The text of an `.ics` file. An event's UID stays when it changes, so that phones move it."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Bihuan//{kind}//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())
