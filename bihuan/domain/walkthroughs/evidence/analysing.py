"""The questions that a director asks of a log: which ways are gone, where one waits, what is done again, what is asked twice, what the guide does
not say.

Waiting is the time from the end of the step before to the beginning of this one; handling is the time in between. Both run on the wall clock.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from bihuan.domain.walkthroughs.evidence.reading import connected

ARROW = " → "
FEW = 12


@dataclass(frozen=True, slots=True)
class Overview:
    """`median` and `slow` (nine of ten are faster): minutes from the first beginning to the last end."""

    events: int
    handlings: int
    variants: int
    median: int
    slow: int


@dataclass(frozen=True, slots=True)
class Variant:
    """One way that handlings went, and how many went it."""

    steps: tuple[str, ...]
    handlings: int
    median: int


@dataclass(frozen=True, slots=True)
class StepTimes:
    """One step: how often, minutes waited before it and handled in it (medians; `waited_slow`: nine of ten wait less)."""

    step: str
    times: int
    handlings: int
    waited: int
    waited_slow: int
    handled: int


@dataclass(frozen=True, slots=True)
class Way:
    """From one step directly to the next: how often, and the minutes waited in between."""

    before: str
    after: str
    times: int
    waited: int


@dataclass(frozen=True, slots=True)
class Loop:
    """A step that was done again in the same handling: in how many, and how often in all."""

    step: str
    handlings: int
    again: int


@dataclass(frozen=True, slots=True)
class AskedTwice:
    """A material that was asked for more than once in one handling."""

    material: str
    handlings: int
    most: int


@dataclass(frozen=True, slots=True)
class Deviation:
    """Against the steps that the guide declares: handlings with an undeclared step, without a declared one, in another order."""

    handlings: int
    undeclared: Sequence[tuple[str, int]]
    skipped: Sequence[tuple[str, int]]
    other_order: int


class Evidence:
    """A log, opened for questions: `with Evidence(path) as log: log.variants()`.

    Places, waits and variants were worked out once, on the way in (`reading.py`); a question reads the columns that it needs.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> "Evidence":
        self.base = connected()
        self.base.read_parquet(str(self.path)).create_view("log")
        # Of each variant one handling that shows it: what holds for a way is asked once per way, not once per handling.
        self.base.execute(
            "CREATE TEMP TABLE shown AS SELECT variant, min(flow) AS flow, count(*) AS handlings,"
            " median(minutes) AS minutes FROM log WHERE place = 1 GROUP BY variant"
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.base.close()

    def overview(self) -> Overview:
        events, handlings, variants, median, slow = self._one(
            "SELECT count(*), max(flow), max(variant), median(minutes) FILTER (place = 1),"
            " quantile_cont(minutes, 0.9) FILTER (place = 1) FROM log"
        )
        return Overview(events, handlings, variants, round(median), round(slow))

    def variants(self, few: int = FEW) -> list[Variant]:
        """The most frequent ways first: so are they numbered."""
        rows = self._all(
            "SELECT list(step ORDER BY place), any_value(shown.handlings), any_value(shown.minutes) FROM log"
            " JOIN shown USING (flow) WHERE shown.variant <= ? GROUP BY shown.variant ORDER BY shown.variant",
            few,
        )
        return [Variant(tuple(way), n, round(minutes)) for way, n, minutes in rows]

    def steps(self, few: int = 40) -> list[StepTimes]:
        """Steps in the order in which they usually come."""
        rows = self._all(
            "SELECT step, count(*), count(*) FILTER (again = 0), coalesce(median(waited), 0),"
            " coalesce(quantile_cont(waited, 0.9), 0), median(handled) FROM log"
            " GROUP BY step ORDER BY avg(place), step LIMIT ?",
            few,
        )
        return [StepTimes(row[0], row[1], row[2], *(round(n) for n in row[3:])) for row in rows]

    def ways(self, few: int = 60) -> list[Way]:
        rows = self._all(
            "SELECT before, step, count(*) AS n, median(waited) FROM log WHERE before IS NOT NULL"
            " GROUP BY before, step ORDER BY n DESC, before, step LIMIT ?",
            few,
        )
        return [Way(before, after, n, round(waited)) for before, after, n, waited in rows]

    def loops(self, few: int = FEW) -> list[Loop]:
        """What is done again in the same handling."""
        rows = self._all(
            "SELECT step, count(*) FILTER (again = 1) AS n, count(*) FROM log WHERE again > 0"
            " GROUP BY step ORDER BY n DESC, step LIMIT ?",
            few,
        )
        return [Loop(*row) for row in rows]

    def asked_twice(self, few: int = FEW) -> list[AskedTwice]:
        rows = self._all(
            "SELECT material, count(*) AS n, max(times) FROM"
            " (SELECT flow, material, count(*) AS times FROM log WHERE material IS NOT NULL"
            "  GROUP BY flow, material HAVING count(*) > 1)"
            " GROUP BY material ORDER BY n DESC, material LIMIT ?",
            few,
        )
        return [AskedTwice(*row) for row in rows]

    def deviation(self, declared: Sequence[str], few: int = FEW) -> Deviation:
        """How many handlings do something else than the guide says."""
        self.base.execute("CREATE OR REPLACE TEMP TABLE declared (step VARCHAR, place INTEGER)")
        self.base.executemany("INSERT INTO declared VALUES (?, ?)", [[s, n] for n, s in enumerate(declared)])
        self.base.execute(
            "CREATE OR REPLACE TEMP TABLE done AS SELECT log.flow, log.step, log.place, log.again, shown.handlings"
            " FROM log JOIN shown USING (flow)"
        )
        handlings = self._one("SELECT sum(handlings)::BIGINT FROM shown")[0]
        undeclared = self._all(
            "SELECT step, sum(handlings)::BIGINT AS n FROM done ANTI JOIN declared USING (step) WHERE again = 0"
            " GROUP BY step ORDER BY n DESC, step LIMIT ?",
            few,
        )
        skipped = self._all(
            f"SELECT declared.step, {handlings} - coalesce(sum(handlings), 0)::BIGINT AS n FROM declared"  # nosec B608: a number of ours
            " LEFT JOIN done ON done.step = declared.step AND again = 0"
            " GROUP BY declared.step HAVING n > 0 ORDER BY n DESC, declared.step LIMIT ?",
            few,
        )
        other = self._one(
            "SELECT coalesce(sum(handlings), 0)::BIGINT FROM (SELECT flow, any_value(handlings) AS handlings FROM"
            " (SELECT flow, handlings, declared.place, lag(declared.place) OVER (PARTITION BY flow ORDER BY done.place)"
            "  AS before FROM done JOIN declared USING (step)) WHERE before > place GROUP BY flow)"
        )[0]
        return Deviation(handlings, undeclared, skipped, other)

    def events(self) -> Iterator[tuple[str, str, Any, Any]]:
        """Every event, handling by handling, a block at a time."""
        cursor = self.base.execute("SELECT handling, step, began, ended FROM log ORDER BY flow, place")
        while rows := cursor.fetchmany(5_000):
            yield from rows

    def _one(self, question: str) -> Any:
        return self.base.execute(question).fetchone()

    def _all(self, question: str, few: int) -> list[Any]:
        rows: list[Any] = self.base.execute(question, [few]).fetchall()
        return rows
