"""How much an office had to do, month by month: what a number of latenesses is set against."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from bihuan.domain.cases.choices import LegState
from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.organisations.choices import AREA_BODIES
from bihuan.domain.organisations.models import Office
from bihuan.kernel.calendar import CITY_TIME


def months_of(year: int) -> list[tuple[str, datetime, datetime]]:
    """Each month of the city with its first moment and the next one's."""
    starts = [date(year + place // 12, place % 12 + 1, 1) for place in range(13)]
    moments = [datetime.combine(day, time.min, tzinfo=CITY_TIME) for day in starts]
    return [(f"{day:%Y-%m}", a, b) for day, a, b in zip(starts[:-1], moments[:-1], moments[1:], strict=True)]


def parts_due() -> QuerySet[Leg]:
    """Parts of every level, each once; not what had been sent back or recalled before its date."""
    gone = [LegState.RETURNED, LegState.RECALLED]
    return Leg.objects.exclude(state__in=gone, ended_at__lte=F("due_at"))


def volumes(offices: Collection[int], years: Collection[int]) -> dict[tuple[int, str], int]:
    """Parts due, by office and month; for a 双优化办 the cases that its area registered. Three queries a year."""
    return {place: number for year in years for place, number in _in_year(offices, year).items()}


def _in_year(offices: Collection[int], year: int) -> dict[tuple[int, str], int]:
    months = months_of(year)
    found = _counted(parts_due().filter(office__in=offices), "office_id", "due_at", months)
    desks = dict(
        Office.objects.filter(desk__in=offices, body_kind__in=sorted(AREA_BODIES)).values_list(
            "pk", "desk_id"
        )
    )
    if desks:
        of_areas = _counted(Case.objects.filter(office__in=desks), "office_id", "registered_at", months)
        for (area, month), number in of_areas.items():
            key = (desks[area] or 0, month)
            found[key] = found.get(key, 0) + number
    return found


def _counted(
    rows: QuerySet[Any], office: str, moment: str, months: list[tuple[str, datetime, datetime]]
) -> dict[tuple[int, str], int]:
    """One pass: a conditional count per month, because a month in the city's zone is no function that both databases have fast."""
    inside = rows.filter(**{f"{moment}__gte": months[0][1], f"{moment}__lt": months[-1][2]})
    counts = {
        f"m{place}": Count("pk", filter=Q(**{f"{moment}__gte": a, f"{moment}__lt": b}))
        for place, (_, a, b) in enumerate(months)
    }
    return {
        (row[office], month): row[f"m{place}"]
        for row in inside.values(office).annotate(**counts).order_by()
        for place, (month, _, _) in enumerate(months)
        if row[f"m{place}"]
    }
