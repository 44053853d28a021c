"""督办热点: which units are late beyond their share, and which sections come back month after month. Every number is a registered figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bihuan.domain.organisations.choices import OfficeKind
from bihuan.domain.organisations.models import Office
from bihuan.domain.supervision.figures import TALLIES
from bihuan.domain.supervision.figures.repeating import REPEATS, Seen, Window, seen
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Figure, Period, Value, figure_of, value_by_of
from bihuan.kernel.figures.models import FigureDay
from bihuan.kernel.parameters.values import value

LATE = "supervision.late_share"
BY_UNIT = (
    LATE,
    *(
        f"supervision.{name}"
        for name in ("late_minutes", "false_share", "open_orders", "yellow_cards", "red_cards")
    ),
)
OFFICE_LATE, APPEALS = "supervision.office_late_share", "supervision.appeals_changed"
EXPLAINED = (*BY_UNIT, REPEATS.code, OFFICE_LATE, APPEALS)
SHOWN = 20


@dataclass(frozen=True, slots=True)
class HotSpot:
    """One unit with everything inside it. `values`: by the figure's last word. `few`: from so many parts on a rate is compared."""

    unit: Office
    values: Mapping[str, Value]
    few: int

    @property
    def late(self) -> Value:
        return self.values["late_share"]

    @property
    def is_few(self) -> bool:
        return (self.late.denominator or 0) < self.few

    @property
    def says_something(self) -> bool:
        return any(one.numerator for one in self.values.values())


@dataclass(frozen=True, slots=True)
class Repeat:
    """One section that comes back: each month, from the earliest on, with its parts that were late."""

    section: Office
    months: Sequence[tuple[Period, int]]

    @property
    def total(self) -> int:
        return sum(number for _, number in self.months)


@dataclass(frozen=True, slots=True)
class HotSpots:
    """Below one office in one period: its units, the highest rate first among those with enough parts; the sections that come back, of all
    that had something to do; how those who supervise did themselves."""

    units: Sequence[HotSpot]
    few: int
    window: Window
    again: Sequence[Repeat]
    again_share: Value
    office_late: Value
    appeals: Value

    @property
    def late(self) -> int:
        """Parts that were late, of all units."""
        return sum(one.late.numerator for one in self.units)

    @property
    def half(self) -> int:
        """How many units have half of all that was late."""
        passed = 0
        for place, number in enumerate(sorted((one.late.numerator for one in self.units), reverse=True), 1):
            passed += number
            if passed * 2 >= self.late:
                return place
        return len(self.units)


def hot_spots(home: Office, period: Period, *, at: datetime) -> HotSpots:
    """The units right below an office that were late, were found out, are under orders or carry cards."""
    again = seen(period, at, home.key)
    few = value("supervision.few", on=day_of(at))
    return HotSpots(
        units=_units(home, period, again, few, at=at),
        few=few,
        window=again.window,
        again=repeats(again),
        again_share=again.value(REPEATS.unit),
        office_late=figure_of(OFFICE_LATE).value(period, at, home.key),
        appeals=figure_of(APPEALS).value(period, at, home.key),
    )


def repeats(found: Seen) -> list[Repeat]:
    """Sections that come back, the most parts first; the same of whom the figure counts."""
    sections = Office.objects.select_related("unit").in_bulk(found.again)
    rows = [
        Repeat(sections[pk], [(month, months.get(str(month), 0)) for month in found.window.months])
        for pk, months in found.again.items()
    ]
    return sorted(rows, key=lambda one: (-one.total, one.section.path))[:SHOWN]


def _units(home: Office, period: Period, again: Seen, few: int, *, at: datetime) -> list[HotSpot]:
    kept = FigureDay.objects.filter(code=LATE).exists()
    tables = {code: _by_office(code, period, at, kept=kept) for code in BY_UNIT}
    tables[REPEATS.code] = REPEATS.by_office(again)
    units = Office.objects.filter(parent=home, kind=OfficeKind.UNIT).order_by("path")
    found = [HotSpot(unit, _values_of(unit, tables), few) for unit in units]
    return sorted((one for one in found if one.says_something), key=_heat)


def _values_of(unit: Office, tables: Mapping[str, Mapping[str, Value]]) -> dict[str, Value]:
    return {
        code.partition(".")[2]: table.get(unit.key) or _nothing(figure_of(code))
        for code, table in tables.items()
    }


def _by_office(code: str, period: Period, at: datetime, *, kept: bool) -> Mapping[str, Value]:
    """From the day rows, where they are kept; what is a stock is asked directly."""
    figure = figure_of(code)
    if figure.days is not None and kept:
        return value_by_of(figure, period, prefix="office:")
    return TALLIES[code].by_office(period, at)


def _nothing(figure: Figure) -> Value:
    return Value(0, 0 if figure.is_share else None, figure.unit)


def _heat(one: HotSpot) -> tuple[bool, float, int, str]:
    return one.is_few, -float(one.late.share or 0), -one.late.numerator, one.unit.path
