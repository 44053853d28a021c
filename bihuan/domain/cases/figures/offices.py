"""How offices work: parts sent back, results sent back, working hours."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import Exists, OuterRef, QuerySet

from bihuan.domain.cases.choices import LegRole, LegState
from bihuan.domain.cases.figures.counting import Measure, Rows, dated, keys_by, ways_of
from bihuan.domain.cases.models import Case, CheckResult, Leg, Return
from bihuan.kernel.calendar import CITY_TIME, city_calendar
from bihuan.kernel.figures import DayValue, Figure, Period, Value

SECONDS_IN_HOUR = 3_600


def _dispatched_parts(as_of: datetime) -> Rows:
    return dated(Leg.objects.filter(dispatched_at__lte=as_of), "dispatched_at")


def _returned(rows: Rows, as_of: datetime) -> Rows:
    return rows.filter(Exists(Return.objects.filter(leg=OuterRef("pk"), signed_at__lte=as_of)))


def _checked(as_of: datetime) -> Rows:
    return dated(CheckResult.objects.filter(at__lte=as_of), "at")


def _sent_back(rows: Rows, as_of: datetime) -> Rows:
    return rows.filter(passed=False)


def _handled_parts(as_of: datetime) -> Rows:
    legs = Leg.objects.filter(role=LegRole.LEAD, parent=None, state=LegState.COMPLETED, ended_at__lte=as_of)
    return dated(legs, "ended_at")


@dataclass(frozen=True)
class HoursMeasure:
    """Working hours from dispatch to the signed result. Each part is rounded to whole hours, so that days add up.

    Working time is no arithmetic that a database knows: the two moments of each part are read once and worked out all together.
    """

    parts: Measure

    @property
    def code(self) -> str:
        return self.parts.code

    @cached_property
    def figure(self) -> Figure:
        return Figure(
            code=self.parts.code,
            name=self.parts.name,
            definition=self.parts.definition,
            base=self.parts.base,
            unit=self.parts.unit,
            value=self.value,
            records=self.records,
            averaged=True,
            days=self.days,
        )

    def value(self, period: Period, as_of: datetime, of: str) -> Value:
        rows = list(self.parts.of(period, as_of, of).values_list("dispatched_at", "ended_at"))
        return Value(sum(_hours(rows)), len(rows), self.parts.unit)

    def records(self, period: Period, as_of: datetime, of: str, part: str = "") -> QuerySet[Case]:
        return self.parts.records(period, as_of, of)

    def days(self, period: Period, as_of: datetime) -> Iterator[DayValue]:
        keys = self.parts.keys(as_of)
        ways = {prefix: ways_of(expression) for prefix, expression in keys.items()}
        named = {f"key_{p}_{n}": way for p, several in ways.items() for n, way in enumerate(several)}
        found = self.parts.of(period, as_of, "").annotate(**named)
        rows: list[dict[str, Any]] = list(found.values("dispatched_at", "ended_at", *named))
        sums: dict[tuple[date, str], list[int]] = defaultdict(lambda: [0, 0])
        for row, hours in zip(rows, _hours([(r["dispatched_at"], r["ended_at"]) for r in rows]), strict=True):
            day = row["ended_at"].astimezone(CITY_TIME).date()
            of_row = {
                f"{p}:{row[f'key_{p}_{n}']}" for p, several in ways.items() for n in range(len(several))
            }
            for of in ("", *sorted(of_row)):
                sums[day, of][0] += hours
                sums[day, of][1] += 1
        for (day, of), (hours, count) in sums.items():
            yield DayValue(day, of, hours, count)


def _hours(rows: list[tuple[datetime, datetime]]) -> list[int]:
    """Working hours of many stretches at once, halves up."""
    if not rows:
        return []
    local = np.array(
        [[moment.astimezone(CITY_TIME).replace(tzinfo=None) for moment in row] for row in rows],
        dtype="datetime64[s]",
    )
    vectors = city_calendar().vectors
    seconds = vectors.worked_until(local[:, 1]) - vectors.worked_until(local[:, 0])
    return [int(s) for s in (seconds + SECONDS_IN_HOUR // 2) // SECONDS_IN_HOUR]


OFFICES: tuple[Measure | HoursMeasure, ...] = (
    Measure(
        code="cases.return_rate",
        name="退单率",
        definition="期内派出的承办件，经科室负责人签字退单的占多少；后来没有同意的也算。",
        base="期内派出的全部承办件，各级都算。",
        rows=_dispatched_parts,
        above=_returned,
        case="case_id",
        keys=keys_by("case", unit="office__unit"),
    ),
    Measure(
        code="cases.rework_rate",
        name="返工率",
        definition="期内核查的结果，因证据不足退回重办的占多少。",
        base="期内的全部核查，一件核查几次算几次。",
        rows=_checked,
        above=_sent_back,
        case="case_id",
        keys=keys_by("case"),
    ),
    HoursMeasure(
        Measure(
            code="cases.handling_hours",
            name="平均办理时长",
            definition="期内办结的主办承办件，从派单到本单位审签用了多少个工作小时（每件取整到小时），平均每件。",
            base="期内办结、由派单办公室直接派出的主办承办件；暂停的时间没有扣除。",
            rows=_handled_parts,
            unit="个工作小时",
            case="case_id",
            keys=keys_by("case", unit="office__unit"),
        )
    ),
)
