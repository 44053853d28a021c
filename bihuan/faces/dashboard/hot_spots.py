"""督办热点: which units are late beyond their share, and which sections come back month after month. Every number is a registered figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.organisations.choices import AREA_BODIES, OfficeKind
from bihuan.domain.organisations.models import Office
from bihuan.domain.supervision.figures import TALLIES
from bihuan.domain.supervision.figures.repeating import REPEATS, Seen, seen
from bihuan.faces.dashboard.guards import LEADERS, readers
from bihuan.faces.dashboard.numbers import records_url
from bihuan.faces.dashboard.scopes import Scope, scope_of
from bihuan.faces.shared.requests import Request
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Figure, Period, Value, figure_of, value_by_of
from bihuan.kernel.figures.models import FigureDay
from bihuan.kernel.parameters.values import value

LATE, MINUTES, FALSE, ORDERS, YELLOW, RED = (
    f"supervision.{name}"
    for name in ("late_share", "late_minutes", "false_share", "open_orders", "yellow_cards", "red_cards")
)
OFFICE_LATE, APPEALS = "supervision.office_late_share", "supervision.appeals_changed"
BY_UNIT = (LATE, MINUTES, FALSE, ORDERS, YELLOW, RED)
EXPLAINED = (*BY_UNIT, REPEATS.code, OFFICE_LATE, APPEALS)
SHOWN = 20


@dataclass(frozen=True, slots=True)
class HotSpot:
    """One unit with everything inside it. `values`: by the figure's last word."""

    unit: Office
    values: Mapping[str, Value]
    few: int
    url: str
    inside_url: str

    @property
    def late(self) -> Value:
        return self.values["late_share"]

    @property
    def is_few(self) -> bool:
        return (self.late.denominator or 0) < self.few

    @property
    def average(self) -> str:
        """How many working hours late, of each part that was."""
        said = self.values["late_minutes"].share
        return f"{float(said) / 60:.1f} 小时" if said else "—"

    @property
    def says_something(self) -> bool:
        return any(one.numerator for one in self.values.values())


@dataclass(frozen=True, slots=True)
class Repeat:
    """One section that comes back: each month, from the earliest on, with its parts that were late."""

    section: Office
    months: Sequence[tuple[Period, int]]

    @property
    def name(self) -> str:
        """With its unit, where its own name does not say it."""
        unit, name = self.section.unit, self.section.short_name
        return name if unit is None or name.startswith(unit.short_name) else f"{unit.short_name} · {name}"

    @property
    def total(self) -> int:
        return sum(number for _, number in self.months)


@readers(LEADERS)
@require_safe
def hot(request: Request) -> HttpResponse:
    scope = replace(scope_of(request), programme="")  # a section is late whatever the programme was
    home = scope.area or scope.home
    again = seen(scope.period, request.at, home.key)
    rows = hot_spots(scope, home, again, at=request.at)
    context = {
        "scope": scope,
        "rows": rows,
        "late": sum(row.late.numerator for row in rows),
        "half": _half(sorted((row.late.numerator for row in rows), reverse=True)),
        "few": value("supervision.few", on=day_of(request.at)),
        "window": again.window,
        "again": repeats(again),
        "again_share": again.value(REPEATS.unit),
        "office_late": figure_of(OFFICE_LATE).value(scope.period, request.at, home.key),
        "appeals": figure_of(APPEALS).value(scope.period, request.at, home.key),
        "explained": [figure_of(code) for code in EXPLAINED],
    }
    return render(request, "dashboard/hot_spots.html", context)


def hot_spots(scope: Scope, home: Office, again: Seen, *, at: datetime) -> list[HotSpot]:
    """The units right below an office that were late, were found out, are under orders or carry cards; the highest rate first among those
    with enough parts."""
    kept = FigureDay.objects.filter(code=LATE).exists()
    tables = {code: _by_office(code, scope, at, kept=kept) for code in BY_UNIT}
    tables[REPEATS.code] = REPEATS.by_office(again)
    few = value("supervision.few", on=day_of(at))
    units = Office.objects.filter(parent=home, kind=OfficeKind.UNIT).order_by("path")
    found = [_hot_spot(unit, tables, scope, few) for unit in units]
    return sorted((one for one in found if one.says_something), key=_heat)


def repeats(found: Seen) -> list[Repeat]:
    """Sections that come back, the most parts first; the same of whom the figure counts."""
    sections = Office.objects.select_related("unit").in_bulk(found.again)
    rows = [
        Repeat(sections[pk], [(month, months.get(str(month), 0)) for month in found.window.months])
        for pk, months in found.again.items()
    ]
    return sorted(rows, key=lambda one: (-one.total, one.section.path))[:SHOWN]


def _hot_spot(unit: Office, tables: Mapping[str, Mapping[str, Value]], scope: Scope, few: int) -> HotSpot:
    values = {
        code.partition(".")[2]: table.get(unit.key) or _nothing(figure_of(code))
        for code, table in tables.items()
    }
    url = records_url(scope, figure=LATE, part="above", unit=unit.code)
    inside = f"?{replace(scope, area=unit).query()}" if unit.body_kind in AREA_BODIES else ""
    return HotSpot(unit, values, few, url, inside)


def _by_office(code: str, scope: Scope, at: datetime, *, kept: bool) -> Mapping[str, Value]:
    """From the day rows, where they are kept; what is a stock is asked directly."""
    figure = figure_of(code)
    if figure.days is not None and kept:
        return value_by_of(figure, scope.period, prefix="office:")
    return TALLIES[code].by_office(scope.period, at)


def _nothing(figure: Figure) -> Value:
    return Value(0, 0 if figure.is_share else None, figure.unit)


def _heat(one: HotSpot) -> tuple[bool, float, int, str]:
    return one.is_few, -float(one.late.share or 0), -one.late.numerator, one.unit.path


def _half(numbers: Sequence[int]) -> int:
    """How many units have half of all that was late."""
    passed = 0
    for place, number in enumerate(numbers, start=1):
        passed += number
        if passed * 2 >= sum(numbers):
            return place
    return len(numbers)
