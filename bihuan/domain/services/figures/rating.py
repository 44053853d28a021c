"""What people say of services, and what became of the bad ratings. A number that rests on few of them is not told, to anybody: it would
tell who rated. For the same reason there are no day rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Exists, QuerySet

from bihuan.domain.cases.figures.bases import due
from bihuan.domain.cases.figures.clocks import kept
from bihuan.domain.cases.figures.registering import solved_and_struck_off
from bihuan.domain.services.choices import BAD_LEVELS
from bihuan.domain.services.figures.within import within
from bihuan.domain.services.models import Rating
from bihuan.domain.services.queries.rating import least_published, ratings_in
from bihuan.kernel.figures import Basis, Figure, Period, Value

Rows = QuerySet[Rating]
UNTOLD = Value(0, 0, "%")


@dataclass(frozen=True)
class Said:
    """One share of ratings. base(rows, as_of): those that are asked about; above(rows, as_of): those of them that count."""

    code: str
    name: str
    definition: str
    base_words: str
    base: Callable[[Rows, datetime], Rows]
    above: Callable[[Rows, datetime], Rows]

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
            basis=Basis.COHORT,
        )

    def value(self, period: Period, as_of: datetime, of: str) -> Value:
        """Nothing to divide by where they are too few."""
        rows = self.rows(period, as_of, of)
        below = rows.count()
        if below < least_published(as_of):
            return UNTOLD
        return Value(self.above(rows, as_of).count(), below, "%")

    def records(self, period: Period, as_of: datetime, of: str, part: str = "") -> Rows:
        rows = self.rows(period, as_of, of)
        if not part:
            return rows
        above = self.above(rows, as_of)
        return above if part == "above" else rows.exclude(pk__in=above.values("pk"))

    def rows(self, period: Period, as_of: datetime, of: str) -> Rows:
        return self.base(ratings_in(period, as_of).filter(within(of, "handling__office")), as_of)


def _all(rows: Rows, as_of: datetime) -> Rows:
    return rows


def _satisfied(rows: Rows, as_of: datetime) -> Rows:
    return rows.exclude(level__in=sorted(BAD_LEVELS))


def _bad_and_due(rows: Rows, as_of: datetime) -> Rows:
    return rows.filter(level__in=sorted(BAD_LEVELS), case__in=due(as_of).values("pk"))


def _rectified(rows: Rows, as_of: datetime) -> Rows:
    solved = Exists(solved_and_struck_off(as_of, case="case"))
    return rows.filter(solved, case__in=kept(due(as_of), as_of).values("pk"))


SAID = (
    Said(
        code="services.satisfaction",
        name="服务评价满意率",
        definition="期内的好差评里，非常满意、满意、基本满意的占多少。",
        base_words="期内的全部评价，减去到统计截止日复核为恶意的；不足 services.small_number（10）条的不算，也不公布。",
        base=_all,
        above=_satisfied,
    ),
    Said(
        code="services.bad_rectified",
        name="差评按期整改率",
        definition="期内的差评，到统计截止日工单在承诺日前办结、并按“已解决”销号的占多少。时限：cases.limit.promise，从评价起算。",
        base_words="期内的不满意和非常不满意，承诺日已到的，减去复核为恶意的；不足 services.small_number（10）条的不算，也不公布。",
        base=_bad_and_due,
        above=_rectified,
    ),
)
