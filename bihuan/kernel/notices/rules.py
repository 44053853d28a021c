"""When to try again, and when to let people sleep. Pure."""

from datetime import datetime, time, timedelta, tzinfo

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)


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
