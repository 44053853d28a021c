"""Needs by aspect: how many, how many solved, how long it took; helps offered, taken up, effective."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, DateTimeField, Exists, F, Min, QuerySet, Subquery, When
from django.db.models import Value as Value_
from django.db.models.functions import Substr

from bihuan.domain.cases.choices import Identity
from bihuan.domain.cases.figures.bases import registered
from bihuan.domain.cases.figures.counting import Keys, Measure, Rows, case_keys, dated, told, ways_of
from bihuan.domain.cases.figures.registering import solved_and_struck_off
from bihuan.domain.cases.models import Case
from bihuan.domain.liaison.choices import OfferState
from bihuan.domain.liaison.models import HelpOffer
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Basis, DayValue, Figure, Period, Value

SECONDS_A_DAY = 86_400
BASE = "期内登记、写明方面的全部企业问题，不剔除。"


def _needs(as_of: datetime) -> Rows:
    return registered(as_of).filter(need__isnull=False)


def _solved(rows: Rows, as_of: datetime) -> Rows:
    return rows.filter(Exists(solved_and_struck_off(as_of)))


def need_keys(as_of: datetime) -> dict[str, Any]:
    """As a case, and by aspect, industry division and region. Of a sealed need only the aspect is told: a small industry or a small
    town would name its firm."""
    return {
        **case_keys(as_of),
        "aspect": F("need__aspect"),
        "industry": _openly(Substr("enterprise__industry", 1, 3)),
        "region": _openly(F("enterprise__region__code")),
    }


def _openly(way: Any) -> Choice:
    return Choice(When(identity=Identity.NAMED, then=way), output_field=CharField())


def _offers(as_of: datetime) -> Rows:
    return dated(HelpOffer.objects.filter(offered_at__lte=as_of, help__isnull=False), "offered_at")


def _answered(as_of: datetime) -> Rows:
    return dated(HelpOffer.objects.filter(offered_at__lte=as_of), "offered_at")


def _offer_keys(as_of: datetime) -> Keys:
    return {"aspect": F("need__aspect"), "programme": F("need__case__programme")}


def _taken_up(rows: Rows, as_of: datetime) -> Rows:
    return rows.filter(taken_up_at__lte=as_of)


def _effective(rows: Rows, as_of: datetime) -> Rows:
    return rows.filter(state=OfferState.EFFECTIVE, judged_at__lte=as_of)


NEEDING = (
    Measure(
        code="liaison.needs",
        name="企业问题件数",
        definition="期内登记、写明十个方面之一的企业问题。",
        base=BASE,
        rows=_needs,
        unit="件",
        keys=need_keys,
    ),
    Measure(
        code="liaison.need_resolution_rate",
        name="企业问题化解率",
        definition="期内登记、到统计截止日已解决并销号的企业问题，占期内登记的全部。",
        base=BASE,
        rows=_needs,
        above=_solved,
        basis=Basis.COHORT,
        keys=need_keys,
    ),
    Measure(
        code="liaison.helps_offered",
        name="提供帮扶次数",
        definition="期内向企业提供的帮扶措施，一件问题提供几项算几次；“没有合适的措施”不算。",
        base="全部企业问题。",
        rows=_offers,
        unit="次",
        case="need__case_id",
        keys=_offer_keys,
    ),
    Measure(
        code="liaison.helps_fitting",
        name="有措施可帮的占比",
        definition="期内店小二对企业问题的回应里，选得出一项措施的占多少；其余是“没有合适的措施”。",
        base="期内提供的帮扶和“没有合适的措施”合计。",
        rows=_answered,
        above=lambda rows, as_of: rows.filter(help__isnull=False),
        case="need__case_id",
        keys=_offer_keys,
    ),
    Measure(
        code="liaison.helps_taken_up",
        name="帮扶采纳率",
        definition="期内提供的帮扶措施，到统计截止日企业采纳的占多少。",
        base="期内提供的帮扶措施。",
        rows=_offers,
        above=_taken_up,
        basis=Basis.COHORT,
        case="need__case_id",
        keys=_offer_keys,
    ),
    Measure(
        code="liaison.helps_effective",
        name="帮扶见效率",
        definition="期内提供的帮扶措施，到统计截止日企业说见效的占多少。",
        base="期内提供的帮扶措施，没有采纳的也在内。",
        rows=_offers,
        above=_effective,
        basis=Basis.COHORT,
        case="need__case_id",
        keys=_offer_keys,
    ),
)
_BY_CODE = {measure.code: measure for measure in NEEDING}


def _solved_rows(period: Period, as_of: datetime, of: str) -> QuerySet[Case]:
    return _solved(_BY_CODE["liaison.needs"].of(period, as_of, of), as_of)


def with_struck(rows: Rows, as_of: datetime) -> Rows:
    """With the moment of the first striking off."""
    struck = solved_and_struck_off(as_of).values("case").annotate(first=Min("at")).values("first")
    return told(rows, struck=Subquery(struck[:1], output_field=DateTimeField()))


def days_spent(began: datetime, done: datetime) -> int:
    """Whole calendar days, each case rounded, so that days, keys and periods add up."""
    return round((done - began).total_seconds() / SECONDS_A_DAY)


def _days(period: Period, as_of: datetime, of: str) -> Value:
    """Days from registration to the first striking off, summed; over how many."""
    rows = with_struck(_solved_rows(period, as_of, of), as_of)
    # A case may stand there once for each of its needs.
    spans = rows.values_list("pk", "registered_at", "struck").distinct()
    spent = [days_spent(began, done) for _, began, done in spans]
    return Value(sum(spent), len(spent), "天")


def _day_rows(period: Period, as_of: datetime) -> Iterator[DayValue]:
    """By the day of registration, for the city and for each key. One query a key."""
    rows = with_struck(_solved_rows(period, as_of, ""), as_of)
    for prefix, way in {"": Value_(""), **need_keys(as_of)}.items():
        sums: dict[tuple[date, str], dict[int, int]] = {}
        for one in ways_of(way):
            for pk, began, done, key in told(rows, key=one).values_list(
                "pk", "registered_at", "struck", "key"
            ):
                if not prefix or key not in (None, ""):
                    of = f"{prefix}:{key}" if prefix else ""
                    sums.setdefault((day_of(began), of), {})[pk] = days_spent(began, done)
        for (day, of), spent in sums.items():
            yield DayValue(day, of, sum(spent.values()), len(spent))


NEED_DAYS = Figure(
    code="liaison.need_days",
    name="企业问题平均解决天数",
    definition="期内登记、到统计截止日已解决并销号的企业问题，从登记到首次销号平均用了多少个自然日（每件取整到天）。",
    base="期内登记、已解决并销号的企业问题。",
    unit="天",
    value=_days,
    records=_solved_rows,
    basis=Basis.COHORT,
    averaged=True,
    days=_day_rows,
    edition=2,
)
