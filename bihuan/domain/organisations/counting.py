"""How a figure of what lies inside offices is asked, opened and cut into days: dated rows of one or more tables, counted or summed."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, reduce
from operator import and_
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Subquery, Sum
from django.db.models import Value as Constant
from django.db.models.functions import TruncDate

from bihuan.domain.organisations.models import Office
from bihuan.kernel.calendar import CITY_TIME
from bihuan.kernel.figures import Basis, DayValue, Figure, Period, Value

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Source:
    """One table of a figure. rows(as_of): the base as it stood then. `moment`: the column that places a row in time; empty: a stock, as it
    stood at the end of the period. `inside`: the way to the office in which it lies. `only`: which of the rows are the base; all where it is
    empty. `keys`: prefix → column. `amount`: what is summed; empty: rows are counted. `above`: which rows count of a share. `case`: the way
    to the case that a row is about, where it is about one."""

    rows: Callable[[datetime], Rows]
    moment: str
    inside: str = "unit"
    keys: Mapping[str, str] = field(default_factory=dict)
    amount: str = ""
    above: Callable[[datetime], Q] | None = None
    case: str = ""
    only: Callable[[datetime], Q] | None = None

    @property
    def table(self) -> tuple[Any, ...]:
        """What it has in common with others that can be asked together with it."""
        return self.rows, self.moment, self.inside, tuple(self.keys.items())

    def of(self, period: Period, as_of: datetime, of: str) -> Rows:
        """The base in a period, of one key or of several joined with `+`."""
        rows = self.standing(period, as_of, of)
        return rows if self.only is None else rows.filter(self.only(as_of))

    def standing(self, period: Period, as_of: datetime, of: str) -> Rows:
        """All rows of the table there."""
        rows = self._in(period, as_of)
        for part in filter(None, of.split("+")):
            prefix, _, wanted = part.replace("/", ":").partition(":")
            if prefix == "unit":  # by its short name, as the newspaper says it
                inside = Office.objects.filter(short_name=wanted).order_by("pk").values("path")[:1]
                rows = rows.filter(**{f"{self.inside}__path__startswith": Subquery(inside)})
            elif prefix in ("office", "area"):
                rows = rows.filter(**{f"{self.inside}__path__contains": f"/{wanted}/"})
            elif prefix in self.keys:
                rows = rows.filter(**{self.keys[prefix]: wanted})
            else:
                return rows.none()
        return rows

    def _in(self, period: Period, as_of: datetime) -> Rows:
        if not self.moment:
            return self.rows(min(as_of, period.ends_at))
        in_period = {f"{self.moment}__gte": period.begins_at, f"{self.moment}__lt": period.ends_at}
        return self.rows(as_of).filter(**in_period)

    def measure(self, rows: Rows) -> int:
        if not self.amount:
            return rows.count()
        return rows.aggregate(n=Sum(self.amount))["n"] or 0

    def measured(self, as_of: datetime, *, counted: bool) -> Any:
        """The same as an aggregate over `standing`, to be asked beside others; `counted`: of those that count."""
        conditions = [ask(as_of) for ask in (self.only, self.above if counted else None) if ask is not None]
        those = reduce(and_, conditions) if conditions else None
        return Sum(self.amount, filter=those) if self.amount else Count("pk", filter=those)

    def counted(self, rows: Rows, as_of: datetime) -> Rows:
        """Those of them that count."""
        return rows if self.above is None else rows.filter(self.above(as_of))

    def days(self, rows: Rows) -> Iterator[tuple[Any, str, int]]:
        """Day, path of the office, number: grouped in the database."""
        yield from self._grouped(rows.annotate(day=TruncDate(self.moment, tzinfo=CITY_TIME)), "day")

    def offices(self, rows: Rows) -> Iterator[tuple[Any, str, int]]:
        """The same for all days together."""
        yield from self._grouped(rows.annotate(day=Constant("")), "day")

    def _grouped(self, rows: Rows, day: str) -> Iterator[tuple[Any, str, int]]:
        number = Sum(self.amount) if self.amount else Count("pk")
        known = rows.annotate(path=F(f"{self.inside}__path")).order_by().values(day, "path")
        for row in known.annotate(n=number):
            yield row[day], row["path"], row["n"] or 0


Cut = Callable[[Source, Rows], Iterator[tuple[Any, str, int]]]


@dataclass(frozen=True)
class Tally:
    """One figure over its sources. `below`: the sources of the denominator where that is another table."""

    code: str
    name: str
    definition: str
    base: str
    unit: str
    sources: Sequence[Source]
    below: Sequence[Source] = ()
    averaged: bool = False
    edition: int = 1
    basis: Basis = Basis.PERIOD

    @cached_property
    def figure(self) -> Figure:
        return Figure(
            code=self.code,
            name=self.name,
            definition=self.definition,
            base=self.base,
            unit=self.unit,
            value=self.value,
            records=self.records,
            edition=self.edition,
            basis=self.basis,
            averaged=self.averaged,
            days=None if self.is_stock else self.days,
        )

    @property
    def is_share(self) -> bool:
        return bool(self.below) or any(source.above is not None for source in self.sources)

    @property
    def is_stock(self) -> bool:
        """What stands at the end does not add up from day to day."""
        return not all(source.moment for source in self.sources)

    def value(self, period: Period, as_of: datetime, of: str) -> Value:
        above = sum(one.measure(one.counted(one.of(period, as_of, of), as_of)) for one in self.sources)
        if not self.is_share:
            return Value(above, None, self.unit)
        whole = self.below or self.sources
        return Value(above, sum(one.measure(one.of(period, as_of, of)) for one in whole), self.unit)

    @property
    def parts(self) -> tuple[Sequence[Source], Sequence[Source]]:
        """The sources of numerator and denominator."""
        return self.sources, (self.below or self.sources) if self.is_share else ()

    def records(self, period: Period, as_of: datetime, of: str, part: str = "", place: int = 0) -> Rows:
        """The rows of one source; `part="above"`: those that count, `"rest"`: the others, where it is a share of its own rows."""
        source = self.sources[place]
        rows = source.of(period, as_of, of)
        if source.above is None or not part:
            return rows
        return source.counted(rows, as_of) if part == "above" else rows.exclude(source.above(as_of))

    def cases(self, period: Period, as_of: datetime, of: str, part: str = "") -> Rows:
        """Ids of the cases that the denominator is about; by part as for `records`."""
        if self.below and part != "above":
            return self.below[0].of(period, as_of, of).values_list(self.below[0].case, flat=True)
        return self.records(period, as_of, of, part).values_list(self.sources[0].case, flat=True)

    def by_office(self, period: Period, as_of: datetime) -> dict[str, Value]:
        """For every office in the line of each row's own: a table by unit or by section. One query per table."""
        found = self._parts(period, as_of, Source.offices)
        return {of: Value(above, below, self.unit) for (_, of), (above, below) in found.items()}

    def days(self, period: Period, as_of: datetime) -> Iterator[DayValue]:
        """Every day's part for the city and for every office in the line of each row's own."""
        for (day, of), (above, below) in self._parts(period, as_of, Source.days).items():
            yield DayValue(day, of, above, below)

    def _parts(
        self, period: Period, as_of: datetime, cut: Cut
    ) -> dict[tuple[Any, str], tuple[int, int | None]]:
        above = self._summed(self.sources, period, as_of, cut, counted=True)
        if not self.is_share:
            return {place: (n, None) for place, n in above.items()}
        below = self._summed(self.below or self.sources, period, as_of, cut, counted=False)
        return {place: (above.get(place, 0), below.get(place, 0)) for place in above.keys() | below.keys()}

    def _summed(
        self, sources: Sequence[Source], period: Period, as_of: datetime, cut: Cut, *, counted: bool
    ) -> dict[tuple[Any, str], int]:
        sums: dict[tuple[Any, str], int] = defaultdict(int)
        for source in sources:
            rows = source.of(period, as_of, "")
            for day, path, number in cut(source, source.counted(rows, as_of) if counted else rows):
                for key in ("", *(f"office:{pk}" for pk in path.strip("/").split("/"))):
                    sums[day, key] += number
        return sums


def values_of(tallies: Sequence[Tally], period: Period, as_of: datetime, of: str) -> dict[str, Value]:
    """Several figures of one period and key, in one query a table. Their conditions are columns or subqueries: a join to many would count double."""
    asked = {
        (tally.code, counted, place): source
        for tally in tallies
        for counted, sources in zip((True, False), tally.parts, strict=True)
        for place, source in enumerate(sources)
    }
    found: dict[tuple[str, bool, int], int] = {}
    tables: dict[Any, list[tuple[str, bool, int]]] = defaultdict(list)
    for key, source in asked.items():
        tables[source.table].append(key)
    for keys in tables.values():
        measures = {f"m{n}": asked[key].measured(as_of, counted=key[1]) for n, key in enumerate(keys)}
        sums = asked[keys[0]].standing(period, as_of, of).aggregate(**measures)
        found |= {key: sums[f"m{n}"] or 0 for n, key in enumerate(keys)}
    return {tally.code: _value(tally, found) for tally in tallies}


def _value(tally: Tally, found: Mapping[tuple[str, bool, int], int]) -> Value:
    above, below = (
        sum(found[tally.code, counted, place] for place in range(len(sources)))
        for counted, sources in zip((True, False), tally.parts, strict=True)
    )
    return Value(above, below if tally.is_share else None, tally.unit)


def shares_by(
    tally: Tally, columns: Sequence[str], period: Period, as_of: datetime, of: str
) -> dict[tuple[str, str], Value]:
    """A share of one table cut by several columns, each of them for itself: (column, its value). One query."""
    (source,) = tally.sources
    rows = source.standing(period, as_of, of).order_by().values(*columns)
    measures = {"above": source.measured(as_of, counted=True), "whole": source.measured(as_of, counted=False)}
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in rows.annotate(**measures):
        for column in columns:
            known = sums[column, row[column]]
            known[0] += row["above"] or 0
            known[1] += row["whole"] or 0
    return {key: Value(above, whole, tally.unit) for key, (above, whole) in sums.items()}
