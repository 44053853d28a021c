"""Day rows: rebuilt from the records, read by pages."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet, Sum

from bihuan.kernel.figures.models import FigureDay
from bihuan.kernel.figures.periods import Period
from bihuan.kernel.figures.registry import Figure
from bihuan.kernel.figures.values import Value

AT_ONCE = 2_000


def rebuild_days(*, figure: Figure, period: Period, as_of: datetime) -> int:
    """Throw a figure's day rows of a period away and make them again; how many. The same records and as-of give the same rows."""
    if figure.days is None:
        return 0
    rows = [
        FigureDay(
            code=figure.code,
            of=part.of,
            day=part.day,
            numerator=part.numerator,
            denominator=part.denominator,
            edition=figure.edition,
            as_of=as_of,
        )
        for part in figure.days(period, as_of)
        if period.from_on <= part.day <= period.until_on
    ]
    with transaction.atomic():
        _rows(figure, period).delete()
        FigureDay.objects.bulk_create(rows, batch_size=AT_ONCE)
    return len(rows)


def value_from_days(figure: Figure, period: Period, *, of: str = "") -> Value:
    """A figure over a period, added up from its day rows."""
    said = _rows(figure, period).filter(of=of).aggregate(above=Sum("numerator"), below=Sum("denominator"))
    return _value(figure, said["above"], said["below"])


def value_by_of(figure: Figure, period: Period, *, prefix: str) -> dict[str, Value]:
    """A figure over a period for every key with a prefix (`office:`), in one query: a ranking, a table by unit."""
    rows = _rows(figure, period).filter(of__startswith=prefix).values("of").order_by("of")
    said = rows.annotate(above=Sum("numerator"), below=Sum("denominator"))
    return {row["of"]: _value(figure, row["above"], row["below"]) for row in said}


def series(figure: Figure, periods: Sequence[Period], *, of: str = "") -> list[tuple[Period, Value]]:
    """A figure over several periods, in one query: a trend."""
    if not periods:
        return []
    whole = Period(min(p.from_on for p in periods), max(p.until_on for p in periods))
    rows = list(_rows(figure, whole).filter(of=of).values_list("day", "numerator", "denominator"))
    return [(period, _added(figure, rows, period)) for period in periods]


def _added(figure: Figure, rows: list[tuple[date, int, int | None]], period: Period) -> Value:
    mine = [(above, below) for day, above, below in rows if period.from_on <= day <= period.until_on]
    return _value(figure, sum(above for above, _ in mine), sum(below or 0 for _, below in mine))


def _value(figure: Figure, above: int | None, below: int | None) -> Value:
    return Value(above or 0, (below or 0) if figure.is_share else None, figure.unit)


def _rows(figure: Figure, period: Period) -> QuerySet[FigureDay]:
    return FigureDay.objects.filter(code=figure.code, day__range=(period.from_on, period.until_on))


def values_from_days(wanted: Sequence[Figure], period: Period, *, of: str = "") -> dict[str, Value]:
    """Several figures over a period, added up from their day rows, in one query: a page of numbers."""
    rows = FigureDay.objects.filter(
        code__in=[figure.code for figure in wanted], of=of, day__range=(period.from_on, period.until_on)
    )
    sums = rows.order_by().values("code").annotate(above=Sum("numerator"), below=Sum("denominator"))
    said = {row["code"]: (row["above"], row["below"]) for row in sums}
    return {figure.code: _value(figure, *said.get(figure.code, (None, None))) for figure in wanted}
