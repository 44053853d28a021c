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
    """A log, opened for questions: `with Evidence(path) as log: log.variants()`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> "Evidence":
        self.base = connected()
        self.base.execute(
            "CREATE TEMP TABLE log AS SELECT handling, step, material, began, ended, line,"
            " lag(ended) OVER flow AS before_ended, lag(step) OVER flow AS before, row_number() OVER flow AS place"
            " FROM read_parquet(?) WINDOW flow AS (PARTITION BY handling ORDER BY began, line)",
            [str(self.path)],
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.base.close()

    def overview(self) -> Overview:
        events, handlings = self._one("SELECT count(*), count(DISTINCT handling) FROM log")
        variants = self._one(f"SELECT count(DISTINCT way) FROM ({_WAYS})")[0]  # nosec B608: our own text
        median, slow = self._one(
            "SELECT median(m), quantile_cont(m, 0.9) FROM"
            " (SELECT date_diff('minute', min(began), max(ended)) AS m FROM log GROUP BY handling)"
        )
        return Overview(events, handlings, variants, round(median), round(slow))

    def variants(self, few: int = FEW) -> list[Variant]:
        """The most frequent ways first."""
        rows = self._all(
            f"SELECT way, count(*) AS n, median(minutes) FROM ({_WAYS}) GROUP BY way ORDER BY n DESC, way LIMIT ?",  # nosec B608: our own text
            few,
        )
        return [Variant(tuple(way), n, round(minutes)) for way, n, minutes in rows]

    def steps(self, few: int = 40) -> list[StepTimes]:
        """Steps in the order in which they usually come."""
        rows = self._all(
            "SELECT step, count(*), count(DISTINCT handling), coalesce(median(wait), 0),"
            " coalesce(quantile_cont(wait, 0.9), 0), median(date_diff('minute', began, ended)) FROM"
            " (SELECT *, greatest(0, date_diff('minute', before_ended, began)) AS wait FROM log)"
            " GROUP BY step ORDER BY avg(place), step LIMIT ?",
            few,
        )
        return [StepTimes(row[0], row[1], row[2], *(round(n) for n in row[3:])) for row in rows]

    def ways(self, few: int = 60) -> list[Way]:
        rows = self._all(
            "SELECT before, step, count(*) AS n, median(greatest(0, date_diff('minute', before_ended, began)))"
            " FROM log WHERE before IS NOT NULL GROUP BY before, step ORDER BY n DESC, before, step LIMIT ?",
            few,
        )
        return [Way(before, after, n, round(waited)) for before, after, n, waited in rows]

    def loops(self, few: int = FEW) -> list[Loop]:
        """What is done again in the same handling."""
        rows = self._all(
            "SELECT step, count(*) AS n, sum(times - 1)::BIGINT FROM"
            " (SELECT handling, step, count(*) AS times FROM log GROUP BY handling, step HAVING count(*) > 1)"
            " GROUP BY step ORDER BY n DESC, step LIMIT ?",
            few,
        )
        return [Loop(*row) for row in rows]

    def asked_twice(self, few: int = FEW) -> list[AskedTwice]:
        rows = self._all(
            "SELECT material, count(*) AS n, max(times) FROM"
            " (SELECT handling, material, count(*) AS times FROM log WHERE material IS NOT NULL"
            "  GROUP BY handling, material HAVING count(*) > 1)"
            " GROUP BY material ORDER BY n DESC, material LIMIT ?",
            few,
        )
        return [AskedTwice(*row) for row in rows]

    def deviation(self, declared: Sequence[str], few: int = FEW) -> Deviation:
        """How many handlings do something else than the guide says."""
        self.base.execute("CREATE OR REPLACE TEMP TABLE declared (step VARCHAR, place INTEGER)")
        self.base.executemany("INSERT INTO declared VALUES (?, ?)", [[s, n] for n, s in enumerate(declared)])
        handlings = self._one("SELECT count(DISTINCT handling) FROM log")[0]
        undeclared = self._all(
            "SELECT step, count(DISTINCT handling) AS n FROM log WHERE step NOT IN (SELECT step FROM declared)"
            " GROUP BY step ORDER BY n DESC, step LIMIT ?",
            few,
        )
        skipped = self._all(
            "SELECT d.step, (SELECT count(DISTINCT handling) FROM log) - count(DISTINCT l.handling) AS n FROM declared d"
            " LEFT JOIN log l ON l.step = d.step GROUP BY d.step HAVING n > 0 ORDER BY n DESC, d.step LIMIT ?",
            few,
        )
        other = self._one(
            "SELECT count(DISTINCT handling) FROM (SELECT l.handling, d.place, lag(d.place) OVER"
            " (PARTITION BY l.handling ORDER BY l.began, l.line) AS before FROM log l JOIN declared d ON l.step = d.step)"
            " WHERE before > place"
        )[0]
        return Deviation(handlings, undeclared, skipped, other)

    def events(self) -> Iterator[tuple[str, str, Any, Any]]:
        """Every event, handling by handling, a block at a time."""
        cursor = self.base.execute(
            "SELECT handling, step, began, ended FROM log ORDER BY handling, began, line"
        )
        while rows := cursor.fetchmany(5_000):
            yield from rows

    def _one(self, question: str) -> Any:
        return self.base.execute(question).fetchone()

    def _all(self, question: str, few: int) -> list[Any]:
        rows: list[Any] = self.base.execute(question, [few]).fetchall()
        return rows


_WAYS = (
    "SELECT handling, list(step ORDER BY place) AS way,"
    " date_diff('minute', min(began), max(ended)) AS minutes FROM log GROUP BY handling"
)
