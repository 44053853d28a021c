"""What can be journalled: every kind of entry has its code, its Chinese sentence, its effect on the clock, who acts next, who is told."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """One row of a mechanism's `events.py`.

    code: the noun and the verb, `case.strike_off`; stored, so it never changes (a retired one stays registered).
    label: two to four characters for lists.   sentence: for the timeline; `{name}` is filled from the entry's data.
    clock: "" nothing · "start" · "stop" · "pause" · "resume" · "move".   next: who owes the next step, in words.
    audience: codes of those who are told; what a code means is the business of the room that reads it.
    """

    code: str
    label: str
    sentence: str
    clock: str = ""
    next: str = ""
    audience: tuple[str, ...] = ()


_EVENTS: dict[str, Event] = {}


class UnknownEvent(LookupError):
    """Nothing is journalled that has no sentence: register it in the room's `events.py` first."""


def register_events(noun: str, events: Iterable[Event]) -> None:
    """Called once per noun from the owning app's `ready`; the same table again changes nothing."""
    for event in events:
        if not event.code.startswith(f"{noun}."):
            raise ValueError(
                f"The event {event.code!r} belongs to {noun!r}: its code must begin with '{noun}.'"
            )
        if _EVENTS.setdefault(event.code, event) != event:
            raise ValueError(f"The event {event.code!r} is registered twice with different words.")


def event_of(code: str) -> Event:
    """The event of this code."""
    try:
        return _EVENTS[code]
    except KeyError:
        raise UnknownEvent(f"No event {code!r} is registered; see register_events.") from None


def all_events() -> tuple[Event, ...]:
    """Every event that is registered, by code."""
    return tuple(_EVENTS[code] for code in sorted(_EVENTS))


def events_of(noun: str) -> tuple[Event, ...]:
    """The events of one noun, as registered."""
    return tuple(event for code, event in _EVENTS.items() if code.startswith(f"{noun}."))
