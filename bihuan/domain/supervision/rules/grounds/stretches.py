"""In which stretch of time a ground counts: `month`, `quarter`, `year` as the calendar has them; or rolling, `12 mo` or `90 d` back from
each incident, so that a yellow card of 30 December and one of 2 January are not strangers."""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from bihuan.domain.supervision.rules.incidents import IncidentFacts, period_of
from bihuan.kernel.calendar import Limit, Unit, day_of
from bihuan.kernel.calendar.clocks import natural_end

CALENDAR = frozenset({"month", "quarter", "year"})
DAYS_IN_MONTH = 31  # at most


@lru_cache(maxsize=64)
def rolling(period: str) -> Limit | None:
    """How far a rolling period reaches back; None: it is one of the calendar's. ValueError for what is neither."""
    if period in CALENDAR:
        return None
    limit = Limit.parse(period)
    if limit.unit not in (Unit.MONTHS, Unit.DAYS):
        raise ValueError(f"看不懂计数周期“{period}”，应为 month、quarter、year，或如“12 mo”“90 d”。")
    return limit


def days_back(period: str) -> int:
    """How many days before an incident may matter to it; none where the calendar cuts."""
    limit = rolling(period)
    if limit is None:
        return 0
    return limit.amount * (DAYS_IN_MONTH if limit.unit is Unit.MONTHS else 1)


def stretches(own: Sequence[IncidentFacts], period: str) -> Iterator[tuple[str, Sequence[IncidentFacts]]]:
    """The incidents of one person in one office, in order of time, by the stretches in which they are counted together; each with its
    name. Rolling: one stretch per incident, back from it; what stands behind a card already is not counted a second time by cards."""
    limit = rolling(period)
    if limit is None:
        groups: dict[str, list[IncidentFacts]] = {}
        for one in own:
            groups.setdefault(period_of(one.at, period), []).append(one)
        yield from groups.items()
        return
    near: deque[IncidentFacts] = deque()
    for one in own:
        near.append(one)
        while not is_within(near[0], one, limit):
            near.popleft()
        yield one.key, tuple(near)


def is_within(one: IncidentFacts, later: IncidentFacts, limit: Limit) -> bool:
    """On 2 January 2027 a card of 2 January 2026 is twelve months old, and out; one of the 3rd is in."""
    day: date = natural_end(one.at, limit, 0)
    return day_of(later.at) < day
