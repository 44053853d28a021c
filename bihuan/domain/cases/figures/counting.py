"""How every figure of cases is asked, opened and cut into days: a base of dated rows, a condition, a moment."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import BigIntegerField, Count, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models import Case as Choice
from django.db.models.functions import TruncDate

from bihuan.domain.cases.choices import LegRole
from bihuan.domain.cases.models import Case, Custody, Leg
from bihuan.domain.organisations.choices import UnitRank
from bihuan.kernel.calendar import CITY_TIME
from bihuan.kernel.figures import Basis, DayValue, Figure, Period, Value

Rows = QuerySet[Any]
# By prefix: the way to an id, or several ways where a row counts for each, e.g. for a unit and for the one above it. Of a later way
# it is known that what it finds under an id includes what the earlier ones found.
Keys = Mapping[str, Any]


@dataclass(frozen=True)
class Measure:
    """One figure.

    rows(as_of): the base, as it stood then, with the annotation `moment` that places each row in a period.
    above(rows, as_of): those of them that count; None for a plain count.
    case: the way from a row to its case.   keys: prefix → where a row keeps that id.   edition: see `Figure`.
    """

    code: str
    name: str
    definition: str
    base: str
    rows: Callable[[datetime], Rows]
    above: Callable[[Rows, datetime], Rows] | None = None
    unit: str = "%"
    basis: Basis = Basis.PERIOD
    case: str = "pk"
    keys: Callable[[datetime], Keys] = field(default=lambda as_of: {})
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
            basis=self.basis,
            days=self.days,
        )

    def value(self, period: Period, as_of: datetime, of: str) -> Value:
        rows = self.of(period, as_of, of)
        if self.above is None:
            return Value(rows.count(), None, self.unit)
        return Value(self.above(rows, as_of).count(), rows.count(), self.unit)

    def records(self, period: Period, as_of: datetime, of: str, part: str = "") -> QuerySet[Case]:
        """The cases behind the denominator; `part="above"` those behind the numerator, `"rest"` the others."""
        rows = self.of(period, as_of, of)
        if part and self.above is not None:
            hits = self.above(rows, as_of)
            rows = hits if part == "above" else rows.exclude(pk__in=hits.values("pk"))
        return Case.objects.filter(pk__in=rows.values(self.case))

    def of(self, period: Period, as_of: datetime, of: str) -> Rows:
        """The base in a period, of one key or of several joined with `+`."""
        rows = _within(self.rows(as_of), period)
        keys = self.keys(as_of)
        for part in filter(None, of.split("+")):
            prefix, _, wanted = part.partition(":")
            if prefix not in keys:
                return rows.none()
            ways = {f"key_{prefix}_{place}": way for place, way in enumerate(ways_of(keys[prefix]))}
            rows = rows.annotate(**ways).filter(reduce(or_, (Q((name, wanted)) for name in ways)))
        return rows.distinct() if of else rows

    def by(self, prefix: str, period: Period, as_of: datetime, of: str) -> dict[str, Value]:
        """For every key with a prefix within another key: a table by unit of one programme. Two queries per way."""
        sums: dict[str, list[int]] = {}
        for way in ways_of(self.keys(as_of)[prefix]):
            rows = told(self.of(period, as_of, of), key=way)
            for place, found in enumerate((self.above(rows, as_of) if self.above else rows, rows)):
                for row in found.order_by().values("key").annotate(n=Count("pk", distinct=True)):
                    if row["key"] is not None:
                        sums.setdefault(f"{prefix}:{row['key']}", [0, 0])[place] = row["n"]
        return {key: Value(above, below, self.unit) for key, (above, below) in sums.items()}

    def days(self, period: Period, as_of: datetime) -> Iterator[DayValue]:
        """Every day's part for the city and for each key, grouped in the database."""
        rows = _within(self.rows(as_of), period).annotate(day=TruncDate("moment", tzinfo=CITY_TIME))
        yield from self._grouped(rows, "", as_of)
        for prefix, expression in self.keys(as_of).items():
            found: dict[tuple[date, str], DayValue] = {}
            for way in ways_of(expression):
                for value in self._grouped(rows.annotate(key=way), prefix, as_of):
                    found[value.day, value.of] = value
            yield from found.values()

    def _grouped(self, rows: Rows, prefix: str, as_of: datetime) -> Iterator[DayValue]:
        below = _counted(rows, prefix)
        hits = {} if self.above is None else _counted(self.above(rows, as_of), prefix)
        for place, count in below.items():
            day, of = place
            if self.above is None:
                yield DayValue(day, of, count)
            else:
                yield DayValue(day, of, hits.get(place, 0), count)


def dated(rows: QuerySet[Any], moment: str) -> Rows:
    """Rows placed in time by one of their columns."""
    return told(rows, moment=F(moment))


def told(rows: QuerySet[Any], **known: Any) -> Rows:
    """Rows with what else is known of them."""
    found: Rows = rows.annotate(**known)
    return found


def _within(rows: Rows, period: Period) -> Rows:
    return rows.filter(moment__gte=period.begins_at, moment__lt=period.ends_at)


def _counted(rows: Rows, prefix: str) -> dict[tuple[Any, str], int]:
    names = ["day", "key"] if prefix else ["day"]
    counted = rows.order_by().values(*names).annotate(n=Count("pk", distinct=True))
    return {
        (row["day"], f"{prefix}:{row['key']}" if prefix else ""): row["n"]
        for row in counted
        if not prefix or row["key"] not in (None, "")
    }


def ways_of(expression: Any) -> tuple[Any, ...]:
    """The ways by which a row finds its ids under one prefix."""
    return expression if isinstance(expression, tuple) else (expression,)


def unit_and_above(unit: str) -> tuple[Any, Any]:
    """A unit at a path; and, where it is of the second level, the one above it, which answers for both."""
    above = When(**{f"{unit}__unit_rank": UnitRank.SECOND}, then=F(f"{unit}__parent_id"))
    return F(f"{unit}_id"), Choice(above, default=F(f"{unit}_id"), output_field=BigIntegerField())


def case_keys(as_of: datetime) -> Keys:
    """Of a case: the office in charge when it was registered, every unit that held a main part of it, its programme."""
    return {
        "area": area_of("pk"),
        "office": unit_and_above("led__office__unit"),
        "programme": F("programme"),
    }


def keys_by(path: str, *, unit: str | None = None) -> Callable[[datetime], Keys]:
    """Of a row that has its case at `path`; `unit`: the way to the unit that holds it."""

    def keys(as_of: datetime) -> Keys:
        found: dict[str, Any] = {"area": area_of(f"{path}_id"), "programme": F(f"{path}__programme")}
        if unit:
            found["office"] = unit_and_above(unit)
        return found

    return keys


def area_of(case: str) -> Subquery:
    """The first hands in which a case lay: they do not change when it is raised or passed on."""
    return Subquery(
        Custody.objects.filter(case=OuterRef(case)).order_by("from_at", "id").values("office_id")[:1]
    )


def led(as_of: datetime) -> Q:
    """The main parts that were dispatched by then, as a condition on `legs`."""
    return Q(legs__role=LegRole.LEAD, legs__dispatched_at__lte=as_of)


def lead_legs(as_of: datetime) -> QuerySet[Leg]:
    """The main parts that nobody has handed on: each is one office's own work."""
    handed_on = Leg.objects.filter(parent__isnull=False, dispatched_at__lte=as_of).values("parent_id")
    return Leg.objects.filter(role=LegRole.LEAD, dispatched_at__lte=as_of).exclude(pk__in=handed_on)
