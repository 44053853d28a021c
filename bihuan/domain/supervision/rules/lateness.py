"""How late, and how much of it counts: what a person answers for after outages, pauses and the time of others."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from bihuan.kernel.calendar import CITY_TIME, Calendar
from bihuan.kernel.calendar.moments import Stretch

FAR = datetime.max.replace(tzinfo=CITY_TIME)


class Lapse(NamedTuple):
    """One clock that ran out. `minutes`: working minutes late, as frozen; `answered_at`: when the work was handed in for signature,
    where that was earlier than its end; `line`: the parts above this one, nearest first."""

    key: str
    began_at: datetime
    due_at: datetime
    until: datetime | None
    minutes: int
    answered_at: datetime | None = None
    part: int = 0
    line: tuple[int, ...] = ()


class Counted(NamedTuple):
    """What is left of a lateness. `counts`: whether anything is."""

    minutes: int
    lost_outage: int
    lost_others: int
    counted: int

    @property
    def counts(self) -> bool:
        return self.counted > 0


def is_late(lapse: Lapse) -> bool:
    """Work that was handed in by its moment is in time, even in the last minute, whenever it was signed."""
    return lapse.answered_at is None or lapse.answered_at > lapse.due_at


def late_from(lapse: Lapse) -> datetime:
    """It cannot be late before it began: a part that is worked on again after its date counts from then."""
    return max(lapse.due_at, lapse.began_at)


def ended(lapse: Lapse) -> datetime | None:
    """When the work was handed in, or the clock stopped; None: it is late still."""
    return lapse.answered_at or lapse.until


def merged(lapses: Iterable[Lapse]) -> list[Lapse]:
    """No minute is held twice: clocks of one part that were late at the same time are one stretch, from the first that ran out to the
    last that ended. In order of time; those that were late one after another stay apart."""
    found: list[Lapse] = []
    for one in sorted(lapses, key=lambda lapse: (late_from(lapse), lapse.key)):
        if found and late_from(one) < (ended(found[-1]) or FAR):
            found[-1] = _joined(found[-1], one)
        else:
            found.append(one)
    return found


def _joined(one: Lapse, next: Lapse) -> Lapse:
    ends = [end for end in (ended(one), ended(next)) if end is not None]
    return one._replace(
        began_at=min(one.began_at, next.began_at),
        due_at=late_from(one),
        until=max(ends) if len(ends) == 2 else None,
        answered_at=None,
    )


def count(
    calendar: Calendar,
    lapse: Lapse,
    *,
    at: datetime,
    outages: Iterable[Stretch] = (),
    others: int = 0,
    left_on: date | None = None,
) -> Counted:
    """Working minutes from the due moment to the end (or now), less the office time of outages since the clock began, less what others
    spent, and nothing after the last day on which the person held the post."""
    end = lapse.answered_at or lapse.until or at
    began = late_from(lapse)
    end = max(end, began)
    minutes = calendar.working_minutes_between(began, end)
    if end > lapse.due_at:
        minutes = max(minutes, 1)
    answered = min(end, _end_of(left_on)) if left_on else end
    own = (
        min(minutes, max(calendar.working_minutes_between(began, answered), 0)) if answered < end else minutes
    )
    down = min(own, _down(calendar, outages, lapse.began_at, answered))
    others = min(own - down, others)
    return Counted(minutes, down, others, own - down - others)


def added(parts: Sequence[Counted]) -> Counted:
    """One lateness of several stretches: sent back, and late again."""
    return Counted(
        sum(one.minutes for one in parts),
        sum(one.lost_outage for one in parts),
        sum(one.lost_others for one in parts),
        sum(one.counted for one in parts),
    )


def _down(calendar: Calendar, outages: Iterable[Stretch], began_at: datetime, end: datetime) -> int:
    """Office minutes in which nobody could work; stretches that overlap are counted once."""
    passed, upto = 0, began_at
    for a, b in sorted(outages):
        a, b = max(a, upto), min(b, end)
        if b > a:
            passed += calendar.working_minutes_between(a, b)
            upto = b
    return passed


def one_each(lapses: Sequence[Lapse]) -> list[Lapse]:
    """No double jeopardy: of parts that lie in one line and were late at the same time, only the lowest, where the work lay."""
    late = [lapse for lapse in lapses if is_late(lapse)]
    below: dict[int, list[Lapse]] = {}
    for lapse in late:
        for part in lapse.line:
            below.setdefault(part, []).append(lapse)
    return [one for one in late if not any(_overlap(one, lower) for lower in below.get(one.part, ()))]


def _overlap(one: Lapse, other: Lapse) -> bool:
    return late_from(one) < (other.until or FAR) and late_from(other) < (one.until or FAR)


@lru_cache(maxsize=4_000)
def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=CITY_TIME)
