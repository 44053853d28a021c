"""Items walked and findings."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bihuan.domain.organisations.counting import Rows, Source, Tally
from bihuan.domain.services.models import Item, ItemVersion
from bihuan.domain.services.queries import versions_in_force
from bihuan.domain.walkthroughs.choices import FindingState
from bihuan.domain.walkthroughs.figures.sitting import WALKS
from bihuan.domain.walkthroughs.models import Finding, Walk
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Figure, Period, Value


def found(as_of: datetime) -> Rows:
    """Everything found by then; what a walk in disguise still holds back is not told by a number either."""
    return Finding.objects.filter(opened_at__lte=as_of).exclude(state=FindingState.SEALED)


def _rectified(as_of: datetime) -> Q:
    return Q(rectified_at__lte=as_of)


def _word(as_of: datetime) -> Rows:
    return found(as_of).filter(word_at__lte=as_of)


KEYS = {"level": "level", "kind": "kind"}
FINDINGS = Source(found, "opened_at", inside="found_in", keys=KEYS)


@dataclass(frozen=True)
class Distinct:
    """Distinct items walked: days do not add up, because the same item may be walked on two of them."""

    code: str = "walkthroughs.distinct_items"

    @cached_property
    def figure(self) -> Figure:
        return Figure(
            code=self.code,
            name="走过的事项（去重）",
            definition="期内走过的事项，同一个事项走多少次都只算一个。",
            base="已经走完、没有存疑的走流程。",
            unit="个",
            value=self.value,
            records=self.records,
        )

    def value(self, period: Period, as_of: datetime, of: str) -> Value:
        return Value(self.records(period, as_of, of).count(), None, "个")

    def records(
        self, period: Period, as_of: datetime, of: str, part: str = "", place: int = 0
    ) -> QuerySet[Item]:
        return Item.objects.filter(pk__in=WALKS.of(period, as_of, of).values("item"))


@dataclass(frozen=True)
class Coverage:
    """How many of the high-frequency items were walked in the period: a stock at its end."""

    code: str = "walkthroughs.coverage"

    @cached_property
    def figure(self) -> Figure:
        return Figure(
            code=self.code,
            name="高频事项走过率",
            definition="期末施行的高频事项里，期内至少有人走过一次的占多少。",
            base="期末施行、标为高频的事项。",
            unit="%",
            value=self.value,
            records=self.records,
        )

    def value(self, period: Period, as_of: datetime, of: str) -> Value:
        counted = Count("pk", filter=self._walked(period, as_of))
        found = self.records(period, as_of, of).order_by().aggregate(above=counted, whole=Count("pk"))
        return Value(found["above"], found["whole"], "%")

    def records(
        self, period: Period, as_of: datetime, of: str, part: str = "", place: int = 0
    ) -> QuerySet[ItemVersion]:
        rows = versions_in_force(min(period.until_on, day_of(as_of)), known_at=as_of).filter(
            high_frequency=True
        )
        for key in filter(None, of.split("+")):
            prefix, _, wanted = key.partition(":")
            rows = (
                rows.filter(item__unit__path__contains=f"/{wanted}/") if prefix == "office" else rows.none()
            )
        if not part:
            return rows
        return (
            rows.filter(self._walked(period, as_of))
            if part == "above"
            else rows.exclude(self._walked(period, as_of))
        )

    def _walked(self, period: Period, as_of: datetime) -> Q:
        walks = Walk.objects.filter(pk__in=WALKS.of(period, as_of, "").values("pk"), item=OuterRef("item"))
        return Q(Exists(walks))


WALKING: tuple[Any, ...] = (
    Tally(
        code="walkthroughs.items_walked",
        name="体验事项",
        definition="期内走完的流程，走一个事项算一项次；同一个事项走两次算两项次（去重的另列）。",
        base="已经走完、没有存疑的走流程。",
        unit="个",
        sources=(WALKS,),
    ),
    Distinct(),
    Coverage(),
    Tally(
        code="walkthroughs.findings",
        name="发现问题",
        definition="期内坐窗口、走流程发现并转成工单的问题。",
        base="全部；暗访没有走完的不在内。",
        unit="个",
        sources=(FINDINGS,),
    ),
    Tally(
        code="walkthroughs.rectified_share",
        name="问题整改率",
        definition="期内发现的问题，到统计截止日工单已按“已解决”销号的占多少。",
        base="期内发现的全部问题，一个不剔除。",
        unit="%",
        sources=(replace(FINDINGS, above=_rectified),),
    ),
    Tally(
        code="walkthroughs.confirmed_share",
        name="发现人认可率",
        definition="期内发现人看过结果的问题，发现人说确实改了的占多少。与整改率并列，差距本身就是一个数。",
        base="发现人已经表态的问题。",
        unit="%",
        sources=(
            Source(
                _word,
                "word_at",
                inside="found_in",
                keys=KEYS,
                above=lambda as_of: Q(state=FindingState.RECTIFIED),
            ),
        ),
    ),
    Tally(
        code="walkthroughs.findings_per_walk",
        name="每次走流程发现问题",
        definition="期内走流程发现的问题数，除以期内走完的流程数。",
        base="已经走完、没有存疑的走流程。",
        unit="个",
        sources=(replace(FINDINGS, inside="unit", only=lambda as_of: Q(walk__isnull=False)),),
        below=(WALKS,),
        averaged=True,
    ),
)
