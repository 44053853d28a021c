"""Where lateness gathers and who comes back again: rates with their volumes, never counts alone. A rate of few parts says so."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, QuerySet, Sum

from bihuan.domain.cases.models import Leg
from bihuan.domain.organisations.models import Office
from bihuan.domain.supervision.choices import LATENESS, Colour, IncidentKind, SupervisionState
from bihuan.domain.supervision.models import Incident, Supervision
from bihuan.domain.supervision.queries.standing import cards_that_count
from bihuan.kernel.calendar import CITY_TIME, day_of

FEW = 10
MONTHS = 6


@dataclass(frozen=True, slots=True)
class HotSpot:
    """One unit in a period. `due`: parts whose moment lay in it; `late`: of them late by what counts; `months`: of the last six, in how
    many it was late; `again`: sections that were late in at least two of them."""

    unit: Office
    due: int
    late: int
    minutes: int
    months: int
    again: int
    false: int
    orders: int
    yellow: int
    red: int

    @property
    def is_few(self) -> bool:
        return self.due < FEW


def hot_spots(home: Office, from_on: date, to_on: date, *, at: datetime) -> list[HotSpot]:
    """Units inside an office, the highest rate first among those with enough parts. Six queries, however many units."""
    begin = datetime.combine(from_on, time.min, tzinfo=CITY_TIME)
    end = min(datetime.combine(to_on + timedelta(days=1), time.min, tzinfo=CITY_TIME), at)
    inside = Incident.objects.filter(office__path__startswith=home.path, counts=True)
    period = inside.filter(at__gte=begin, at__lt=end)
    late = {
        row["unit"]: row
        for row in period.filter(kind__in=LATENESS, item__startswith="leg:", verb__contains="handle")
        .values("unit")
        .annotate(late=Count("pk"), minutes=Sum("counted"))
    }
    false = _counts(period.filter(kind__in=[IncidentKind.FALSE_AT_CHECK, IncidentKind.FALSE_AT_FOLLOW_UP]))
    due = _due(home, begin, end)
    units = Office.objects.select_related("unit").in_bulk({*late, *false})
    months, again = _repeats(inside, at)
    orders = _orders(units)
    cards = _cards(units, at)
    found = [
        HotSpot(
            unit=unit,
            due=due.get(pk, 0),
            late=late[pk]["late"] if pk in late else 0,
            minutes=(late[pk]["minutes"] or 0) if pk in late else 0,
            months=months.get(pk, 0),
            again=again.get(pk, 0),
            false=false.get(pk, 0),
            orders=orders.get(pk, 0),
            yellow=cards.get((pk, Colour.YELLOW), 0),
            red=cards.get((pk, Colour.RED), 0),
        )
        for pk, unit in units.items()
    ]
    return sorted(found, key=lambda one: (one.is_few, -_rate(one), -one.late, one.unit.pk))


def _rate(one: HotSpot) -> float:
    return one.late / one.due if one.due else 0.0


def _due(home: Office, begin: datetime, end: datetime) -> dict[int, int]:
    """Parts due in the period, by unit."""
    rows = Leg.objects.filter(office__path__startswith=home.path, due_at__gte=begin, due_at__lt=end)
    return {row["office__unit"] or 0: row["n"] for row in rows.values("office__unit").annotate(n=Count("pk"))}


def _repeats(inside: QuerySet[Incident], at: datetime) -> tuple[dict[int, int], dict[int, int]]:
    """In how many of the last six months a unit was late, and how many of its sections were in two of them or more."""
    first = _months_back(day_of(at), MONTHS - 1)
    begin = datetime.combine(first, time.min, tzinfo=CITY_TIME)
    rows: Sequence[tuple[int, int, datetime]] = list(
        inside.filter(kind__in=LATENESS, at__gte=begin).values_list("unit_id", "office_id", "at")
    )
    units: dict[int, set[str]] = {}
    sections: dict[tuple[int, int], set[str]] = {}
    for unit, section, moment in rows:
        month = f"{day_of(moment):%Y-%m}"
        units.setdefault(unit, set()).add(month)
        sections.setdefault((unit, section), set()).add(month)
    again: dict[int, int] = {}
    for (unit, _), months in sections.items():
        again[unit] = again.get(unit, 0) + (len(months) >= 2)
    return {unit: len(months) for unit, months in units.items()}, again


def _orders(units: Collection[int]) -> dict[int, int]:
    open_ = Supervision.objects.filter(
        state__in=[SupervisionState.ISSUED, SupervisionState.REPLIED], unit__in=units
    )
    return _counts(open_)


def _cards(units: Collection[int], at: datetime) -> dict[tuple[int, str], int]:
    rows = cards_that_count(at=at).filter(unit__in=units).values("unit", "colour").annotate(n=Count("pk"))
    return {(row["unit"] or 0, row["colour"]): row["n"] for row in rows}


def _counts(rows: QuerySet[Any]) -> dict[int, int]:
    return {row["unit"]: row["n"] for row in rows.values("unit").annotate(n=Count("pk"))}


def _months_back(day: date, months: int) -> date:
    place = day.year * 12 + day.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)


def sections_again(home: Office, *, at: datetime) -> list[dict[str, object]]:
    """Repeat offenders: sections late in three of the last six months or more, with how many parts each time."""
    first = datetime.combine(_months_back(day_of(at), MONTHS - 1), time.min, tzinfo=CITY_TIME)
    rows = (
        Incident.objects.filter(
            office__path__startswith=home.path, kind__in=LATENESS, counts=True, at__gte=first
        )
        .values_list("office_id", "at")
        .order_by("office_id")
    )
    by_section: dict[int, dict[str, int]] = {}
    for office, moment in rows:
        months = by_section.setdefault(office, {})
        month = f"{day_of(moment):%Y-%m}"
        months[month] = months.get(month, 0) + 1
    often = {pk: months for pk, months in by_section.items() if len(months) >= 3}
    offices = Office.objects.select_related("unit", "desk__unit").in_bulk(often)
    names = [f"{_months_back(day_of(at), back):%Y-%m}" for back in range(MONTHS - 1, -1, -1)]
    found = [
        {
            "office": offices[pk],
            "months": [months.get(name, 0) for name in names],
            "total": sum(months.values()),
        }
        for pk, months in often.items()
    ]
    return sorted(found, key=lambda one: (-int(str(one["total"])), str(one["office"])))[:20]
