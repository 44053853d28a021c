"""Every figure by its code. Each mechanism registers its own in its `figures.py`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from bihuan.kernel.choices import Codes
from bihuan.kernel.figures.periods import Period
from bihuan.kernel.figures.values import PERCENT, Value
from bihuan.kernel.rooms import import_from_rooms


class Basis(Codes):
    """What the period means."""

    COHORT = "cohort", "按受理期（期内登记的，办到统计截止日）"
    PERIOD = "period", "按发生期（期内发生的）"


@dataclass(frozen=True, slots=True)
class DayValue:
    """One day's part of a figure. of: "" for the whole city, else a key such as `office:12`."""

    day: date
    of: str
    numerator: int
    denominator: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with a name.

    code: `cases.resolution_rate`.   definition: a sentence that anyone can read.   base: which set it is taken from, and what is left out.
    edition: raised whenever the definition or its computation changes.
    value(period, as_of, of): reads dated rows (`…_at <= as_of`), so that the same question has the same answer for ever.
    records(period, as_of, of): the rows behind the numerator and denominator, as a queryset that the face narrows to what one may see.
    averaged: a sum over a count (days per case); with `%` the two numbers are kept apart and divided last.
    days(period, as_of): every day's parts in as few queries as there are tables; None where days do not add up (a median).
    """

    code: str
    name: str
    definition: str
    base: str
    unit: str
    value: Callable[[Period, datetime, str], Value]
    records: Callable[[Period, datetime, str], Any]
    edition: int = 1
    basis: Basis = Basis.PERIOD
    averaged: bool = False
    days: Callable[[Period, datetime], Iterable[DayValue]] | None = None

    @property
    def is_share(self) -> bool:
        """Whether it has a denominator."""
        return self.averaged or self.unit == PERCENT


_registered: dict[str, Figure] = {}


def register_figures(*figures: Figure) -> None:
    """Make figures known. A code is registered once."""
    for figure in figures:
        if figure.code in _registered:
            raise ValueError(f"figure {figure.code!r} is registered twice")
        _registered[figure.code] = figure


@cache
def _load() -> None:
    import_from_rooms("figures")


def figures() -> Mapping[str, Figure]:
    """All figures by code."""
    _load()
    return _registered


def figure_of(code: str) -> Figure:
    """The figure of a code. LookupError where no room registered it."""
    known = figures()
    if code not in known:
        raise LookupError(f"no figure {code!r}; known: {', '.join(sorted(known)) or 'none'}")
    return known[code]
