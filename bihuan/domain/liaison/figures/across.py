"""Needs by aspect and something else at once: who lacks what. The same rows as the figures, so every sum agrees with them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from bihuan.domain.cases.figures.counting import Rows
from bihuan.domain.liaison.figures.needing import NEEDING, days_spent, need_keys, with_struck
from bihuan.kernel.figures import Period

Cell = tuple[str, str]  # an aspect, and the other key; empty where that is not known or is kept back


@dataclass(slots=True)
class Tally:
    """Of so many registered so many are solved, which took so many days altogether."""

    registered: int = 0
    solved: int = 0
    days: int = 0

    @property
    def share(self) -> float | None:
        return 100 * self.solved / self.registered if self.registered else None

    @property
    def average_days(self) -> float | None:
        return self.days / self.solved if self.solved else None


RATE = next(measure for measure in NEEDING if measure.code == "liaison.need_resolution_rate")


def needs_across(second: str, period: Period, as_of: datetime, of: str = "") -> dict[Cell, Tally]:
    """Every pair of aspect and `second` (`industry`, `region`) that occurs. Two queries."""
    keys = need_keys(as_of)
    rows = RATE.of(period, as_of, of).annotate(one=keys["aspect"], other=keys[second])
    found = {(row["one"], row["other"] or ""): Tally(row["n"]) for row in _counted(rows)}
    for _, one, other, began, struck in _struck(rows, as_of):
        cell = found[one, other or ""]
        cell.solved += 1
        cell.days += days_spent(began, struck)
    return found


def _struck(rows: Rows, as_of: datetime) -> Any:
    """Those that are solved, with the moment of their first striking off."""
    solved = RATE.above(rows, as_of) if RATE.above else rows
    return with_struck(solved, as_of).values_list("pk", "one", "other", "registered_at", "struck")


def _counted(rows: Rows) -> Any:
    return rows.order_by().values("one", "other").annotate(n=Count("pk", distinct=True))


def summed(cells: dict[Cell, Tally], place: int) -> dict[str, Tally]:
    """The pairs added up by their first (0) or second (1) key."""
    found: dict[str, Tally] = {}
    for cell, tally in cells.items():
        whole = found.setdefault(cell[place], Tally())
        whole.registered += tally.registered
        whole.solved += tally.solved
        whole.days += tally.days
    return found
