"""When a duty is due, when somebody must look, and how late it was. Pure: the calendar is handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bihuan.kernel.calendar import Calendar, Limit, Unit, day_of, local_of
from bihuan.kernel.calendar.moments import Stretch
from bihuan.kernel.duties.choices import Light

NO_LIGHT = ""
_RANK = {NO_LIGHT: 0, Light.YELLOW: 1, Light.RED: 2}


@dataclass(frozen=True, slots=True)
class Terms:
    """All that fixes when a duty is due. `paused`: its clock stands still now; `pauses` are those that ended."""

    started_at: datetime
    limits: tuple[Limit, ...] = ()
    agreed_at: datetime | None = None
    pauses: tuple[Stretch, ...] = ()
    paused: bool = False

    @property
    def on_the_wall_clock(self) -> bool:
        return self.agreed_at is None and bool(self.limits) and self.limits[-1].on_the_wall_clock


@dataclass(frozen=True, slots=True)
class DueMoment:
    """When, and whether a notice may still move it. `at` is None where nothing is due: no limit, or the clock stands still."""

    at: datetime | None
    provisional: bool = False


def limits_in(text: str) -> tuple[Limit, ...]:
    """`15 wd + 10 wd`: the limit, and what was granted on top."""
    return tuple(Limit.parse(part) for part in text.split("+")) if text else ()


def due_of(calendar: Calendar, terms: Terms) -> DueMoment:
    """A date agreed by hand holds as it is; else each limit runs from where the one before it ended."""
    if terms.paused:
        return DueMoment(None)
    if terms.agreed_at is not None or not terms.limits:
        return DueMoment(terms.agreed_at)
    at, provisional = terms.started_at, False
    for limit in terms.limits:
        at, crosses = calendar.end_of(at, limit, terms.pauses)
        provisional = provisional or crosses
    return DueMoment(at, provisional)


def warning_at(
    calendar: Calendar, *, started_at: datetime, due_at: datetime, warning: Limit
) -> datetime | None:
    """So long before expiry somebody is warned; None for a duty that is shorter than its warning."""
    at = _before(calendar, due_at, warning)
    return at if at > started_at else None


def _before(calendar: Calendar, moment: datetime, limit: Limit) -> datetime:
    """Working days go back at the same time of day; working hours run back inside office hours."""
    match limit.unit:
        case Unit.WORKING_DAYS:
            local = local_of(moment)
            return datetime.combine(calendar.add_working_days(local, -limit.amount), local.timetz())
        case Unit.WORKING_HOURS:
            return calendar.before_work(moment, limit.amount * 60)
        case Unit.WORKING_MINUTES:
            return calendar.before_work(moment, limit.amount)
        case Unit.HOURS:
            return moment - timedelta(hours=limit.amount)
        case Unit.MINUTES:
            return moment - timedelta(minutes=limit.amount)
        case _:
            return moment - timedelta(days=limit.amount * (30 if limit.unit is Unit.MONTHS else 1))


def light_at(at: datetime, *, due_at: datetime | None, warn_at: datetime | None) -> str:
    """Red after expiry, and not in its last minute; yellow from the warning on."""
    if due_at is not None and at > due_at:
        return Light.RED
    if warn_at is not None and at > warn_at:
        return Light.YELLOW
    return NO_LIGHT


def brighter(light: str, than: str) -> bool:
    """Yellow is brighter than none, red than yellow."""
    return _RANK[light] > _RANK[than]


def next_alert(*, lit: str, due_at: datetime | None, warn_at: datetime | None) -> datetime | None:
    """When the next light can come on: each once, none after red."""
    if lit == Light.RED or due_at is None:
        return None
    return due_at if lit == Light.YELLOW or warn_at is None else warn_at


def minutes_late(
    calendar: Calendar, *, due_at: datetime | None, at: datetime, on_the_wall_clock: bool
) -> int:
    """0 in time; at least 1 after the due moment, even where no office minute passed since."""
    if due_at is None or at <= due_at:
        return 0
    if on_the_wall_clock:
        return max(1, (at - due_at) // timedelta(minutes=1))
    return max(1, calendar.working_minutes_between(due_at, at))


def minutes_held(
    calendar: Calendar, *, started_at: datetime, until: datetime, pauses: Sequence[Stretch]
) -> int:
    """Working minutes in somebody's hands, without those in which the clock stood still."""
    held = calendar.working_time_between(started_at, until)
    for a, b in pauses:
        a, b = max(a, started_at), min(b, until)
        if b > a:
            held -= calendar.working_time_between(a, b)
    return max(0, held // timedelta(minutes=1))


def agreed_after_pause(calendar: Calendar, agreed_at: datetime, pause: Stretch) -> datetime:
    """A date agreed by hand moves by the working days that the pause took from it, at the same time of day."""
    days = calendar.working_days_between(*pause)
    if days < 1 or pause[0] >= agreed_at:
        return agreed_at
    local = local_of(agreed_at)
    return datetime.combine(calendar.add_working_days(day_of(agreed_at), days), local.timetz())
