"""What came of it: days, materials and trips saved by later versions; how long from a finding to the change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.timezone import localtime

from bihuan.domain.organisations.counting import Rows, Source, Tally
from bihuan.domain.walkthroughs.models import Gain
from bihuan.kernel.figures import DayValue, Figure, Period, Value


def _gained(as_of: datetime) -> Rows:
    return Gain.objects.filter(at__lte=as_of)


def _saved(amount: str) -> tuple[Source, ...]:
    return (Source(_gained, "at", inside="finding__found_in", amount=amount),)


BASE = "发现人建议过、事项的新版本真的改了的；没有新版本的不算，改多了的也不倒扣。"


@dataclass(frozen=True)
class DaysToChange:
    """Natural days from the finding to the day on which the changed version was published."""

    code: str = "walkthroughs.days_to_change"

    @cached_property
    def figure(self) -> Figure:
        return Figure(
            code=self.code,
            name="从发现到改动",
            definition="期内记下成效的问题，从发现到新版本发布的自然日，平均每个。",
            base=BASE,
            unit="天",
            value=self.value,
            records=self.records,
            averaged=True,
            days=self.days,
        )

    def records(self, period: Period, as_of: datetime, of: str, part: str = "", place: int = 0) -> Rows:
        return _saved("days")[0].of(period, as_of, of)

    def value(self, period: Period, as_of: datetime, of: str) -> Value:
        stretches = list(self._stretches(self.records(period, as_of, of)))
        return Value(sum(days for days, _, _ in stretches), len(stretches), "天")

    def days(self, period: Period, as_of: datetime) -> Iterator[DayValue]:
        sums: dict[tuple[Any, str], list[int]] = {}
        for days, on, path in self._stretches(self.records(period, as_of, "")):
            for key in ("", *(f"office:{pk}" for pk in path.strip("/").split("/"))):
                known = sums.setdefault((on, key), [0, 0])
                known[0] += days
                known[1] += 1
        for (on, key), (days, count) in sums.items():
            yield DayValue(on, key, days, count)

    def _stretches(self, rows: Rows) -> Iterator[tuple[int, Any, str]]:
        moments = rows.values_list(
            "finding__opened_at", "version__published_at", "at", "finding__found_in__path"
        )
        for found, changed, at, path in moments:
            days = (localtime(changed).date() - localtime(found).date()).days
            yield max(0, days), localtime(at).date(), path


YIELDING: tuple[Any, ...] = (
    Tally(
        code="walkthroughs.days_saved",
        name="少了的办理天数",
        definition="期内记下成效的问题，事项新版本比走的那一版少了几个工作日，合计。",
        base=BASE,
        unit="天",
        sources=_saved("days"),
    ),
    Tally(
        code="walkthroughs.materials_saved",
        name="少了的材料",
        definition="期内记下成效的问题，事项新版本比走的那一版少要了几份材料，合计。",
        base=BASE,
        unit="份",
        sources=_saved("materials"),
    ),
    Tally(
        code="walkthroughs.trips_saved",
        name="少跑的趟数",
        definition="期内记下成效的问题，事项新版本比走的那一版少跑几趟，合计。",
        base=BASE,
        unit="趟",
        sources=_saved("trips"),
    ),
    DaysToChange(),
)
