"""How the catalogue stands on a day: online rate, instant rate, zero-visit share, reduction. A stock is no sum over days: it is asked for
the last day of a period, as known at the as-of moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from bihuan.domain.services.choices import ONLINE, ProjectType
from bihuan.domain.services.figures.within import within
from bihuan.domain.services.models import ItemVersion
from bihuan.domain.services.queries.versions import holds_on, versions_in_force, versions_with_ends
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Basis, Figure, Period, Value

Parts = tuple[int, int]
ANY = Q()


@dataclass(frozen=True)
class Stock:
    """One figure of the catalogue. `base`: which items are in its set; `counts`: those that count; `above`, `below`: what an item adds."""

    code: str
    name: str
    definition: str
    base_words: str
    base: Q
    counts: Q
    above: Any = None  # an expression; None: one per item that counts
    below: Any = None
    edition: int = 1

    @property
    def slug(self) -> str:
        """`instant-rate`, as addresses call it."""
        return self.code.partition(".")[2].replace("_", "-")

    @cached_property
    def figure(self) -> Figure:
        return Figure(
            code=self.code,
            name=self.name,
            definition=self.definition,
            base=self.base_words,
            unit="%",
            value=self.value,
            records=self.records,
            edition=self.edition,
            basis=Basis.PERIOD,
        )

    def value(self, period: Period, as_of: datetime, of: str) -> Value:
        above, below = self._sums(self.rows(period, as_of, of))
        return Value(above, below, "%")

    def records(self, period: Period, as_of: datetime, of: str, part: str = "") -> QuerySet[ItemVersion]:
        """The versions behind the denominator; `above`: those that count, `rest`: the others."""
        rows = self.rows(period, as_of, of)
        if part == "above":
            return rows.filter(self.counts)
        return rows.exclude(self.counts) if part == "rest" else rows

    def rows(self, period: Period, as_of: datetime, of: str) -> QuerySet[ItemVersion]:
        """The base set as it stood at the end of the period, or at the as-of where that comes first."""
        return self.base_on(min(period.until_on, day_of(as_of)), as_of, of)

    def base_on(self, day: date, as_of: datetime, of: str) -> QuerySet[ItemVersion]:
        return versions_in_force(day, known_at=as_of).filter(self.base, within(of, "item__unit"))

    def course(self, days: Sequence[date], as_of: datetime, of: str = "") -> list[Value]:
        """How it stood on each of these days: one query."""
        rows = versions_with_ends(known_at=as_of).filter(self.base, within(of, "item__unit"))
        asked = {
            f"{part}_{place}": aggregate
            for place, day in enumerate(days)
            for part, aggregate in self._aggregates(holds_on(day)).items()
        }
        found = rows.order_by().aggregate(**asked)
        return [
            Value(found[f"up_{place}"] or 0, found[f"down_{place}"] or 0, "%") for place in range(len(days))
        ]

    def by_unit(self, day: date, as_of: datetime, of: str = "") -> dict[int, Value]:
        """For every unit that has items in the base: one query."""
        parts = self._grouped(self.base_on(day, as_of, of), "item__unit")
        return {unit: Value(up, down, "%") for unit, (up, down) in parts.items()}

    def parts(self, day: date, as_of: datetime, of: str = "") -> Mapping[int, Parts]:
        """What each item adds to numerator and denominator: to compare two days."""
        return self._grouped(self.base_on(day, as_of, of), "item")

    def _grouped(self, rows: QuerySet[ItemVersion], key: str) -> dict[int, Parts]:
        found: Any = rows.order_by().values(key).annotate(**self._aggregates())
        return {row[key]: (row["up"] or 0, row["down"] or 0) for row in found}

    def _sums(self, rows: QuerySet[ItemVersion]) -> Parts:
        found = rows.order_by().aggregate(**self._aggregates())
        return found["up"] or 0, found["down"] or 0

    def _aggregates(self, those: Q = ANY) -> dict[str, Any]:
        """Of the rows in the base, those."""
        if self.above is None:
            return {"up": Count("pk", filter=self.counts & those), "down": Count("pk", filter=those)}
        return {"up": Sum(self.above, filter=those), "down": Sum(self.below, filter=those)}


REDUCIBLE = Q(legal_days__gt=0, legal_unit=F("promised_unit"))

CATALOGUE: tuple[Stock, ...] = (
    Stock(
        code="services.online_rate",
        name="网办率",
        definition="可以网上办理（网上办理深度为互联网收件、预审、受理或全程网办）的事项占多少。",
        base_words="期末在办的全部政务服务事项；已停办的、还没有施行的不算。",
        base=Q(),
        counts=Q(online_depth__in=sorted(ONLINE)),
    ),
    Stock(
        code="services.instant_rate",
        name="即办率",
        definition="窗口审批事项中，办件类型为即办件（当天办结）的占多少。",
        base_words="期末在办的窗口审批事项；底数与网办率不同。",
        base=Q(window_approval=True),
        counts=Q(project_type=ProjectType.INSTANT),
    ),
    Stock(
        code="services.zero_visit_share",
        name="零跑腿占比",
        definition="到现场次数为 0 的事项占多少。",
        base_words="期末在办的全部政务服务事项（报纸没有写底数，本平台取与网办率相同的底数）。",
        base=Q(),
        counts=Q(onsite_visits=0),
    ),
    Stock(
        code="services.time_reduction",
        name="承诺时限压缩率",
        definition="1 − 承诺时限合计 ÷ 法定时限合计，即承诺时限合计比法定时限合计少多少。",
        base_words="期末在办、有法定时限、且承诺与法定时限单位相同的事项，按天数合计（报纸没有写底数，即办件按 0 天计）。",
        base=REDUCIBLE,
        counts=Q(promised_days__lt=F("legal_days")),
        above=F("legal_days") - F("promised_days"),
        below=F("legal_days"),
    ),
)
