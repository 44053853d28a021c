"""反复超期的科室: the one definition of who comes back month after month. How many months of how many is a parameter."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from bihuan.domain.organisations.models import Office
from bihuan.domain.supervision.figures.late import DUE, LATE
from bihuan.kernel.calendar import CITY_TIME, day_of, local_of
from bihuan.kernel.figures import Figure, Period, Value
from bihuan.kernel.parameters.values import value


@dataclass(frozen=True, slots=True)
class Window:
    """The months up to the end of a period. `least`: in so many of them a section was late that is called a repeat offender."""

    months: tuple[Period, ...]
    least: int

    @property
    def whole(self) -> Period:
        return Period(self.months[0].from_on, self.months[-1].until_on)


def window_of(period: Period, as_of: datetime) -> Window:
    """The last so many months, with the one in which the period, or what is known of it, ends."""
    last = min(period.until_on, day_of(as_of))
    number = value("supervision.repeat_months", on=day_of(as_of))
    place = last.year * 12 + last.month - 1
    first = date((place - number + 1) // 12, (place - number + 1) % 12 + 1, 1)
    return Window(tuple(Period(first, last).months()), value("supervision.repeat_least", on=day_of(as_of)))


@dataclass(frozen=True, slots=True)
class Seen:
    """Who had something to do in those months, and which of their parts were late. `late`: by section and month."""

    window: Window
    late: Mapping[int, Mapping[str, int]]
    everyone: frozenset[int]

    @property
    def again(self) -> Mapping[int, Mapping[str, int]]:
        """The sections that come back."""
        return {pk: months for pk, months in self.late.items() if len(months) >= self.window.least}

    def value(self, unit: str) -> Value:
        return Value(len(self.again), len(self.everyone), unit)


def seen(period: Period, as_of: datetime, of: str) -> Seen:
    """Two queries, however many sections."""
    window = window_of(period, as_of)
    rows = LATE.of(window.whole, as_of, of).annotate(month=TruncMonth("due_at", tzinfo=CITY_TIME))
    late: dict[int, dict[str, int]] = defaultdict(dict)
    for row in rows.order_by().values("office", "month").annotate(n=Count("pk")):
        late[row["office"]][f"{local_of(row['month']):%Y-%m}"] = row["n"]
    due = DUE.of(window.whole, as_of, of).order_by().values_list("office", flat=True).distinct()
    return Seen(window, late, frozenset(due) | late.keys())


@dataclass(frozen=True)
class Repeats:
    """Sections that come back, of all that had something to do in those months."""

    code: str = "supervision.repeat_sections"
    unit: str = "%"

    @cached_property
    def figure(self) -> Figure:
        return Figure(
            code=self.code,
            name="反复超期的科室占比",
            definition="期末（或统计截止日）当月和以前几个月里，至少几个月有计入的超期的科室，占同期有承办件到期的科室的多少。几个月：supervision.repeat_months（6）；至少几个月：supervision.repeat_least（3）。",
            base="这几个月有承办件到期、或有计入的超期的科室、单位办公室。",
            unit=self.unit,
            value=self.value,
            records=self.records,
        )

    def value(self, period: Period, as_of: datetime, of: str) -> Value:
        return seen(period, as_of, of).value(self.unit)

    def records(self, period: Period, as_of: datetime, of: str, part: str = "") -> QuerySet[Office]:
        """The sections; `part="above"`: those that come back."""
        found = seen(period, as_of, of)
        return Office.objects.filter(pk__in=found.again if part == "above" else found.everyone)

    def by_office(self, found: Seen) -> dict[str, Value]:
        """For every office above a section, and for the section itself. One query."""
        sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for pk, path in Office.objects.filter(pk__in=found.everyone).values_list("pk", "path"):
            for above in path.strip("/").split("/"):
                sums[f"office:{above}"][0] += pk in found.again
                sums[f"office:{above}"][1] += 1
        return {of: Value(again, number, self.unit) for of, (again, number) in sums.items()}


REPEATS = Repeats()
