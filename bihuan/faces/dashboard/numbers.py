"""Figures as the page shows them: quoted from day rows, asked directly only where several keys meet or the rows are not made yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from bihuan.domain.cases.figures.clocks import CLOCKS
from bihuan.domain.organisations.choices import AREA_BODIES, UnitRank
from bihuan.domain.organisations.models import Office
from bihuan.faces.dashboard.scopes import Scope
from bihuan.kernel.figures import Figure, Period, Value, figure_of, series, spoken, value_by_of
from bihuan.kernel.figures.days import values_from_days
from bihuan.kernel.figures.models import FigureDay

RATES = (
    "cases.resolution_rate",
    "cases.solved_by_reporter",
    "cases.solved_by_claim",
    "cases.claim_gap",
    "cases.satisfaction_rate",
    "cases.on_time_rate",
    "cases.acceptance_in_time",
    "cases.response_rate",
    "cases.return_rate",
    "cases.rework_rate",
    "cases.recurrence_rate",
    "cases.direct_answer_share",
    "cases.handling_hours",
)
ASIDE = ("cases.excluded", "cases.unreached", "cases.anonymous", "cases.reopened")
IMPORTED = ("imported.replies", "imported.outcome_unknown", "imported.claims_done", "imported.late_share")
MONTHS = 12
LATE_PARTS = next(measure for measure in CLOCKS if measure.code == "cases.late_parts_share")


@dataclass(frozen=True, slots=True)
class Number:
    """One figure of one scope. `url` opens the records."""

    figure: Figure
    value: Value
    period: Period
    url: str

    @property
    def said(self) -> str:
        return str(self.value)

    @property
    def base(self) -> str:
        """What it stands on; a mean says how many it is the mean of."""
        return spoken(self.value, self.period).partition("，")[2]


def numbers(codes: Sequence[str], scope: Scope, at: datetime) -> dict[str, Number]:
    """Several figures of one scope."""
    wanted = [figure_of(code) for code in codes]
    values = values_of(wanted, scope.period, scope.of, at)
    return {
        figure.code: Number(figure, values[figure.code], scope.period, records_url(scope, figure=figure.code))
        for figure in wanted
    }


def values_of(wanted: Sequence[Figure], period: Period, of: str, at: datetime) -> dict[str, Value]:
    if "+" in of or not FigureDay.objects.filter(code="cases.registered").exists():
        return {figure.code: figure.value(period, at, of) for figure in wanted}
    # What does not add up from day to day, such as who has a steward at the end, is asked for the moment itself.
    standing = {figure.code: figure.value(period, at, of) for figure in wanted if figure.days is None}
    return values_from_days([figure for figure in wanted if figure.days], period, of=of) | standing


def records_url(scope: Scope, **more: str) -> str:
    return f"{reverse('dashboard:records')}?{scope.query(**more)}"


@dataclass(frozen=True, slots=True)
class Trend:
    """Month by month: how much came in, how much of it is solved, and the share."""

    months: list[str]
    registered: list[int]
    solved: list[int]
    rate: list[float | None]  # None: nothing was registered

    @property
    def rows(self) -> list[tuple[str, int, int, float | None]]:
        return list(zip(self.months, self.registered, self.solved, self.rate, strict=True))

    @property
    def course(self) -> list[float]:
        """The rate as a small line, without the months that have none."""
        return [rate for rate in self.rate if rate is not None]

    @property
    def message(self) -> str:
        """The picture's title: when most came in."""
        if sum(self.registered) == 0:
            return "还没有登记"
        busiest = max(range(len(self.months)), key=self.registered.__getitem__)
        return f"{self.months[busiest]}登记最多，{self.registered[busiest]:,} 件"


def trend_of(scope: Scope, at: datetime) -> Trend:
    """The last twelve months of the period. One query from day rows."""
    months = scope.period.months()[-MONTHS:]
    figure = figure_of("cases.resolution_rate")
    if "+" in scope.of or not FigureDay.objects.filter(code=figure.code).exists():
        found = [(month, figure.value(month, at, scope.of)) for month in months]
    else:
        found = series(figure, months, of=scope.of)
    return Trend(
        months=[f"{month.from_on.year % 100} 年 {month.from_on.month} 月" for month, _ in found],
        registered=[value.denominator or 0 for _, value in found],
        solved=[value.numerator for _, value in found],
        rate=[
            round(100 * value.numerator / value.denominator, 1) if value.denominator else None
            for _, value in found
        ],
    )


@dataclass(frozen=True, slots=True)
class Late:
    """One unit's late parts: how many, of how many that were due."""

    office: Office
    late: int
    due: int
    url: str

    @property
    def share(self) -> str:
        return f"{100 * self.late / self.due:.1f} %" if self.due else "—"


@dataclass(frozen=True, slots=True)
class Lateness:
    rows: list[Late]
    total: int
    due: int

    @property
    def message(self) -> str:
        """The fewest units that carry half of it."""
        if not self.total:
            return "没有超期的承办件" if self.due else "还没有到期的承办件"
        carried = 0
        for count, row in enumerate(self.rows, start=1):
            carried += row.late
            if 2 * carried >= self.total:
                return (
                    f"{count} 个单位占了一半超期" if count > 1 else f"{row.office.short_name}一家占了一半超期"
                )
        return f"{self.total:,} 件超期"


def lateness_of(scope: Scope, at: datetime) -> Lateness:
    """By unit within the scope, the most late first. Day rows are kept by unit alone; of one programme they are counted directly."""
    if scope.programme:
        values = LATE_PARTS.by("office", scope.period, at, f"programme:{scope.programme}")
    else:
        values = value_by_of(figure_of("cases.late_parts_share"), scope.period, prefix="office:")
    top = scope.area or scope.home
    offices = Office.objects.filter(
        pk__in=[int(of.partition(":")[2]) for of in values], path__startswith=top.path
    )
    if top.body_kind in AREA_BODIES:  # a first-level unit's number includes its second-level units'
        offices = offices.exclude(unit_rank=UnitRank.SECOND)
    rows = [
        Late(
            office,
            (value := values[office.key]).numerator,
            value.denominator or 0,
            records_url(scope, figure="cases.late_parts_share", part="above", unit=office.code),
        )
        for office in offices
    ]
    late = sorted((row for row in rows if row.late), key=lambda row: (-row.late, row.office.pk))
    return Lateness(late, sum(row.late for row in late), sum(row.due for row in rows))
