"""By which channel, when to try again, and when to let people sleep. Pure."""

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta, tzinfo

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
# A robot's key stands in an address: nothing in it may lead elsewhere.
ROBOT_KEY = re.compile(r"[A-Za-z0-9_-]{6,128}")


def route(
    explicit: Iterable[str], chosen: Iterable[str], *, critical: bool, for_one_channel: bool = False
) -> tuple[str, ...]:
    """The channels by which a person is told outside the application, the first one that works. `explicit`: what the event names;
    `chosen`: what the person wants. Critical: the event's first. A code for one channel (`for_one_channel`) goes by no other."""
    if for_one_channel:
        return tuple(dict.fromkeys(explicit))
    order = (*explicit, *chosen) if critical else tuple(chosen) or tuple(explicit)
    return tuple(dict.fromkeys(order))


def is_robot_key(key: str) -> bool:
    """What may stand in a robot's address."""
    return ROBOT_KEY.fullmatch(key) is not None


def next_digest(*, at: datetime, daily: time, zone: tzinfo) -> datetime:
    """The next moment at which digests go out."""
    here = at.astimezone(zone)
    today = datetime.combine(here.date(), daily, tzinfo=zone)
    return (today if today > here else today + timedelta(days=1)).astimezone(at.tzinfo)


def next_try(*, attempts: int, at: datetime, jitter: float) -> datetime:
    """After the n-th failure wait 1 min, 4 min, 16 min … at most 6 h, give or take a fifth (`jitter` in [-1, 1]), so that a gateway
    that comes back is not met by everybody at once."""
    wait = min(FIRST_WAIT * (1 << 2 * min(attempts - 1, 10)), LONGEST_WAIT)
    return at + wait * (1 + jitter / 5)


def after_quiet_hours(*, at: datetime, begin: time, end: time, zone: tzinfo) -> datetime:
    """The moment itself by day; in the quiet hours, their end."""
    here = at.astimezone(zone)
    clock = here.time()
    quiet = begin <= clock or clock < end if begin > end else begin <= clock < end
    if not quiet:
        return at
    day = here.date() + timedelta(days=1 if clock >= end else 0)
    return datetime.combine(day, end, tzinfo=zone).astimezone(at.tzinfo)
