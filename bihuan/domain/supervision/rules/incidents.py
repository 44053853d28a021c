"""One thing that went wrong, as a value: what grounds are tested on."""

from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from bihuan.domain.supervision.choices import IncidentKind
from bihuan.kernel.calendar import day_of


class IncidentFacts(NamedTuple):
    """An incident without its database: a tuple, for there may be a million. `office`, `unit`, `person`, `post`: ids; `verb`: what was
    owed, `contact+handle` where several clocks of one part ran out; `entries`: ids of journal entries, ascending."""

    key: str
    kind: IncidentKind
    office: int
    unit: int
    began_at: datetime
    at: datetime
    until: datetime | None = None
    person: int | None = None
    post: int | None = None
    subject_kind: str = "case"
    subject_id: int = 0
    item: str = ""
    verb: str = ""
    minutes: int = 0
    lost_outage: int = 0
    lost_others: int = 0
    paused: int = 0
    counted: int = 0
    counts: bool = True
    sealed: bool = False
    entries: tuple[int, ...] = ()

    @property
    def verbs(self) -> tuple[str, ...]:
        return verbs_in(self.verb)

    @property
    def month(self) -> str:
        """2026-11: the month of the city in which it went wrong."""
        return month_of(self.at)


def verbs_in(verb: str) -> tuple[str, ...]:
    """`contact+handle`: the two clocks of one part that ran out."""
    return tuple(filter(None, verb.split("+")))


def month_of(at: datetime) -> str:
    return _month(day_of(at))


@lru_cache(maxsize=4_000)
def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def period_of(at: datetime, period: str) -> str:
    """`month`: 2026-11, `quarter`: 2026-Q4, `year`: 2026."""
    day = day_of(at)
    if period == "year":
        return f"{day.year}"
    if period == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return _month(day)
