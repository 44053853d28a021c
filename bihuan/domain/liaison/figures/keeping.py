"""Coverage, stewards and their load, visits, contact, satisfaction: asked of dated rows of this room."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from bihuan.domain.cases.figures.counting import Measure, Rows, dated
from bihuan.domain.enterprises.models import AboveScale, Enterprise
from bihuan.domain.liaison.choices import CONTACT, CONTENT, VisitKind, VisitState
from bihuan.domain.liaison.models import Pairing, StewardRating, Visit
from bihuan.domain.liaison.queries.aspects import aspects_on
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Figure, Period, Value


@dataclass(frozen=True)
class Tally(Measure):
    """A measure whose records are the rows themselves, not cases."""

    def records(self, period: Period, as_of: datetime, of: str, part: str = "") -> QuerySet[Any]:
        rows = self.of(period, as_of, of)
        if part and self.above is not None:
            hits = self.above(rows, as_of)
            return hits if part == "above" else rows.exclude(pk__in=hits.values("pk"))
        return rows


def _visits(as_of: datetime, kinds: Any) -> Rows:
    done = Visit.objects.filter(state=VisitState.DONE, ended_at__lte=as_of, kind__in=sorted(kinds))
    return dated(done, "ended_at")


def _ratings(as_of: datetime) -> Rows:
    return dated(StewardRating.objects.filter(at__lte=as_of), "at")


KEEPING = (
    Tally(
        code="liaison.visits",
        name="走访企业次数",
        definition="期内完成的走访、联合走访和电话联系；联合走访几家单位同去算一次；检查不算。",
        base="全部走访记录。",
        rows=lambda as_of: _visits(as_of, CONTACT),
        unit="次",
        keys=lambda as_of: {"kind": F("kind"), "area": F("office"), "region": F("enterprise__region__code")},
    ),
    Tally(
        code="liaison.inspections",
        name="检查企业次数",
        definition="期内完成的检查；与走访分开统计。",
        base="全部检查记录。",
        rows=lambda as_of: _visits(as_of, {VisitKind.INSPECTION}),
        unit="次",
        keys=lambda as_of: {"area": F("office"), "region": F("enterprise__region__code")},
    ),
    Tally(
        code="liaison.steward_satisfaction",
        name="店小二满意率",
        definition="期内企业对店小二的评价，基本满意及以上的占多少；与对问题办理结果的评价分开。",
        base="期内企业对店小二的全部评价。",
        rows=_ratings,
        above=lambda rows, as_of: rows.filter(rating__in=sorted(CONTENT)),
        keys=lambda as_of: {"area": F("pairing__office")},
    ),
)


def _last_day(period: Period, as_of: datetime) -> date:
    """The day on which the standing is looked at: the period's last, or the as-of where that is earlier."""
    return min(day_of(period.ends_at - timedelta(seconds=1)), day_of(as_of))


def _running(on: date) -> QuerySet[Pairing]:
    return Pairing.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on), from_on__lte=on)


def _must(on: date, of: str) -> QuerySet[Enterprise]:
    """Above-scale firms of the year, as far as a region is asked for."""
    listed = AboveScale.objects.filter(enterprise=OuterRef("pk"), year=on.year)
    rows = Enterprise.objects.filter(Exists(listed), merged_into=None)
    prefix, _, wanted = of.partition(":")
    return rows.filter(region__code=wanted) if prefix == "region" else rows if not of else rows.none()


def _paired(on: date) -> Exists:
    return Exists(_running(on).filter(enterprise=OuterRef("pk")))


def _coverage(period: Period, as_of: datetime, of: str) -> Value:
    on = _last_day(period, as_of)
    rows = _must(on, of)
    return Value(rows.filter(_paired(on)).count(), rows.count(), "%")


def _coverage_records(period: Period, as_of: datetime, of: str) -> QuerySet[Enterprise]:
    return _must(_last_day(period, as_of), of)


def _stewards(period: Period, as_of: datetime, of: str) -> Value:
    rows = _running(_last_day(period, as_of)) if not of else Pairing.objects.none()
    return Value(rows.values("steward").distinct().count(), None, "名")


def _load(period: Period, as_of: datetime, of: str) -> Value:
    """Firms over stewards."""
    rows = _running(_last_day(period, as_of)) if not of else Pairing.objects.none()
    return Value(rows.count(), rows.values("steward").distinct().count(), "家")


def _pairings(period: Period, as_of: datetime, of: str) -> QuerySet[Pairing]:
    return _running(_last_day(period, as_of)) if not of else Pairing.objects.none()


def _contacted(period: Period, as_of: datetime, of: str) -> Value:
    rows = _paired_firms(period, as_of, of)
    seen = _visits(as_of, CONTACT).filter(
        enterprise=OuterRef("pk"), moment__gte=period.begins_at, moment__lt=period.ends_at
    )
    return Value(rows.filter(Exists(seen)).count(), rows.count(), "%")


def _paired_firms(period: Period, as_of: datetime, of: str) -> QuerySet[Enterprise]:
    on = _last_day(period, as_of)
    prefix, _, wanted = of.partition(":")
    rows = Enterprise.objects.filter(_paired(on), merged_into=None)
    return rows.filter(region__code=wanted) if prefix == "region" else rows if not of else rows.none()


def _aspects(period: Period, as_of: datetime, of: str) -> Value:
    return Value(len(aspects_on(_last_day(period, as_of))) if not of else 0, None, "个")


COVERAGE = (
    Figure(
        code="liaison.coverage",
        name="包联覆盖率",
        definition="期末（或统计截止日）有一名专属店小二的规上企业，占当年全部规上企业。",
        base="当年列为规上的全部企业，各类都算；在建重大项目另计。",
        unit="%",
        value=_coverage,
        records=_coverage_records,
    ),
    Figure(
        code="liaison.stewards",
        name="包联干部人数",
        definition="期末（或统计截止日）至少包联一家企业的干部。",
        base="当时有效的全部结对。",
        unit="名",
        value=_stewards,
        records=_pairings,
    ),
    Figure(
        code="liaison.load",
        name="人均包联企业",
        definition="期末（或统计截止日）有效的结对数，除以包联干部人数。",
        base="当时有效的全部结对；没有包联企业的干部不算。",
        unit="家",
        value=_load,
        records=_pairings,
        averaged=True,
    ),
    Figure(
        code="liaison.contacted",
        name="联系到位率",
        definition="期末有专属店小二的企业，期内至少有过一次走访或电话联系的占多少；检查不算。其余就是没有联系的企业。",
        base="期末有专属店小二的企业。",
        unit="%",
        value=_contacted,
        records=_paired_firms,
    ),
    Figure(
        code="liaison.aspects",
        name="十问十帮的方面",
        definition="参数里登记的方面个数；报道列名八个，其余待城市命名。",
        base="参数 liaison.aspects。",
        unit="个",
        value=_aspects,
        records=lambda period, as_of, of: Pairing.objects.none(),
    ),
)
