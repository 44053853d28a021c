"""How a figure of this room is asked, opened and cut into days: dated rows of one or more tables, each counted or summed."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import TruncDate

from bihuan.domain.organisations.models import Office
from bihuan.domain.walkthroughs.models import Doubt
from bihuan.kernel.calendar import CITY_TIME
from bihuan.kernel.figures import DayValue, Figure, Period, Value

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Source:
    """One table of a figure. rows(as_of): the base as it stood then. `moment`: the column that places a row in time. `inside`: the way to the
    office in which it lies. `keys`: prefix → column. `amount`: what is summed; empty: rows are counted. `above`: which rows count of a share."""

    rows: Callable[[datetime], Rows]
    moment: str
    inside: str = "unit"
    keys: Mapping[str, str] = field(default_factory=dict)
    amount: str = ""
    above: Callable[[datetime], Q] | None = None

    def of(self, period: Period, as_of: datetime, of: str) -> Rows:
        """The rows in a period, of one key or of several joined with `+`."""
        in_period = {f"{self.moment}__gte": period.begins_at, f"{self.moment}__lt": period.ends_at}
        rows = self.rows(as_of).filter(**in_period)
        for part in filter(None, of.split("+")):
            prefix, _, wanted = part.replace("/", ":").partition(":")
            if prefix == "unit":  # by its short name, as the newspaper says it
                inside = Office.objects.filter(short_name=wanted).order_by("pk").values("path")[:1]
                rows = rows.filter(**{f"{self.inside}__path__startswith": Subquery(inside)})
            elif prefix == "office":
                rows = rows.filter(**{f"{self.inside}__path__contains": f"/{wanted}/"})
            elif prefix in self.keys:
                rows = rows.filter(**{self.keys[prefix]: wanted})
            else:
                return rows.none()
        return rows

    def measure(self, rows: Rows) -> int:
        if not self.amount:
            return rows.count()
        return rows.aggregate(n=Sum(self.amount))["n"] or 0

    def days(self, period: Period, as_of: datetime, condition: Q | None) -> Iterator[tuple[Any, str, int]]:
        """Day, path of the office, number: grouped in the database."""
        rows = self.of(period, as_of, "")
        rows = rows.filter(condition) if condition is not None else rows
        known = rows.annotate(day=TruncDate(self.moment, tzinfo=CITY_TIME), path=F(f"{self.inside}__path"))
        number = Sum(self.amount) if self.amount else Count("pk")
        for row in known.order_by().values("day", "path").annotate(n=number):
            yield row["day"], row["path"], row["n"] or 0


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
            averaged=self.averaged,
            days=self.days,
        )

    @property
    def is_share(self) -> bool:
        return bool(self.below) or any(source.above is not None for source in self.sources)

    def value(self, period: Period, as_of: datetime, of: str) -> Value:
        above = sum(self._above(source, period, as_of, of) for source in self.sources)
        if not self.is_share:
            return Value(above, None, self.unit)
        whole = self.below or self.sources
        return Value(above, sum(one.measure(one.of(period, as_of, of)) for one in whole), self.unit)

    def _above(self, source: Source, period: Period, as_of: datetime, of: str) -> int:
        rows = source.of(period, as_of, of)
        return source.measure(rows.filter(source.above(as_of)) if source.above is not None else rows)

    def records(self, period: Period, as_of: datetime, of: str, part: str = "", place: int = 0) -> Rows:
        """The rows of one source; `part="above"`: those that count, `"rest"`: the others, where it is a share of its own rows."""
        source = self.sources[place]
        rows = source.of(period, as_of, of)
        if source.above is None or not part:
            return rows
        return rows.filter(source.above(as_of)) if part == "above" else rows.exclude(source.above(as_of))

    def days(self, period: Period, as_of: datetime) -> Iterator[DayValue]:
        """Every day's part for the city and for every office in the line of each row's own."""
        above = self._by_day(self.sources, period, as_of, counted=True)
        if not self.is_share:
            yield from (DayValue(day, of, n) for (day, of), n in above.items())
            return
        below = self._by_day(self.below or self.sources, period, as_of, counted=False)
        for place in above.keys() | below.keys():
            yield DayValue(*place, above.get(place, 0), below.get(place, 0))

    def _by_day(
        self, sources: Sequence[Source], period: Period, as_of: datetime, *, counted: bool
    ) -> dict[tuple[Any, str], int]:
        sums: dict[tuple[Any, str], int] = defaultdict(int)
        for source in sources:
            condition = source.above(as_of) if counted and source.above is not None else None
            for day, path, number in source.days(period, as_of, condition):
                for key in ("", *(f"office:{pk}" for pk in path.strip("/").split("/"))):
                    sums[day, key] += number
        return sums


def undoubted(rows: Rows, noun: str, as_of: datetime, path: str = "pk") -> Rows:
    """Without those that are doubtful and not (yet) found genuine."""
    return rows.filter(~doubtful(noun, as_of, path))


def doubtful(noun: str, as_of: datetime, path: str = "pk") -> Exists:
    """A doubt was found by then, and by then nobody had said that it was real."""
    found = Doubt.objects.filter(found_at__lte=as_of, **{noun: OuterRef(path)})
    return Exists(found.exclude(genuine=True, decided_at__lte=as_of))
