"""Was it in time: accepted, contacted, handled. Lateness names its limit: the one of `cases.limit.*` that held on the day."""

from datetime import datetime
from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Concat

from bihuan.domain.cases.choices import LegState
from bihuan.domain.cases.figures.bases import due, loop_cases, registered, with_led
from bihuan.domain.cases.figures.counting import Measure, Rows, case_keys, dated, keys_by, lead_legs, told
from bihuan.domain.cases.models import FollowUp
from bihuan.kernel.duties.models import Duty, FormerDue
from bihuan.kernel.figures import Basis


def _duties(verb: str, subject: str = "pk") -> QuerySet[Duty]:
    return Duty.objects.filter(subject_kind="case", subject_id=OuterRef(subject), verb=verb)


def _in_time(duties: QuerySet[Duty], as_of: datetime) -> QuerySet[Duty]:
    return duties.filter(done_at__lte=as_of, late_minutes=0)


def kept(rows: Rows, as_of: datetime) -> Rows:
    """Those whose promise to the reporter was kept."""
    promised = Duty.objects.filter(pk=OuterRef("promise"), dropped=False)
    return rows.filter(Exists(_in_time(promised, as_of)))


def _to_accept(as_of: datetime) -> Rows:
    owed = _duties("accept").filter(Q(done_at__lte=as_of) | Q(due_at__lte=as_of))
    return registered(as_of).filter(Exists(owed))


def _accepted_in_time(rows: Rows, as_of: datetime) -> Rows:
    # Whoever was told in time that it is not accepted was answered in time as well: the duty ends either way.
    return rows.filter(Exists(_in_time(_duties("accept"), as_of)))


def _dispatched(as_of: datetime) -> Rows:
    rows = loop_cases().filter(dispatched_at__lte=as_of)
    return dated(with_led(rows, as_of), "dispatched_at")


def _responded(rows: Rows, as_of: datetime) -> Rows:
    contacted = _in_time(_duties("contact").filter(dropped=False).exclude(item=""), as_of)
    confirmed = FollowUp.objects.filter(case=OuterRef("pk"), contact_confirmed=True, finished_at__lte=as_of)
    return rows.filter(Exists(contacted), Exists(confirmed))


def _parts_due(as_of: datetime) -> Rows:
    gone = [LegState.RETURNED, LegState.RECALLED]
    legs = told(lead_legs(as_of), moment=_due_then(as_of)).filter(moment__lte=as_of)
    return legs.exclude(state__in=gone, ended_at__lte=F("moment"))


def _due_then(as_of: datetime) -> Any:
    """When a part was due as things stood then: before what moved its clock since; nothing is due while the case stands still."""
    former = FormerDue.objects.filter(
        duty__subject_kind="case",
        duty__subject_id=OuterRef("case_id"),
        duty__item=Concat(Value("leg:"), Cast(OuterRef("pk"), CharField())),
        duty__verb="handle",
        until_at__gt=as_of,
    ).order_by("until_at", "id")
    return Choice(
        When(Exists(former), then=Subquery(former.values("due_at")[:1])),
        When(case__suspended_at__lte=as_of, then=None),
        default=F("due_at"),
        output_field=DateTimeField(),
    )


def _late(rows: Rows, as_of: datetime) -> Rows:
    return rows.filter(Q(ended_at=None) | Q(ended_at__gt=as_of) | Q(late_minutes__gt=0))


def _late_parts(as_of: datetime) -> Rows:
    return _late(_parts_due(as_of), as_of)


CLOCKS = (
    Measure(
        code="cases.acceptance_in_time",
        name="受理及时率",
        definition="期内登记的工单，在受理时限内受理、直接答复或告知不受理的占多少。时限：cases.limit.accept（一般 3 个工作日，热线和群众反映 1 个工作日，紧急另定）。",
        base="期内登记、到统计截止日受理时限已到或已经受理的工单。",
        rows=_to_accept,
        above=_accepted_in_time,
        basis=Basis.COHORT,
        keys=case_keys,
    ),
    Measure(
        code="cases.response_rate",
        name="响应率",
        definition="期内首次派单的工单，承办单位在联系时限内联系上反映人、回访时反映人也确认联系过的占多少。时限：cases.limit.contact（一般 1 个工作日）。",
        base="期内首次派单的全部工单，还没有回访的也在内。",
        rows=_dispatched,
        above=_responded,
        basis=Basis.COHORT,
        keys=case_keys,
    ),
    Measure(
        code="cases.on_time_rate",
        name="按时办结率",
        definition="承诺日落在期内的工单，在承诺日前办结（承办单位已审签）的占多少。时限：cases.limit.promise，从登记起算（一般 15 个工作日，热线 10 个工作日），只有批准并告知反映人的延期和暂停才移动它。",
        base="承诺日在期内且已到的工单；直接答复和已离开闭环（移送、并案、撤回、作废、不予受理）的不在内。",
        rows=due,
        above=kept,
        keys=case_keys,
    ),
    Measure(
        code="cases.late_parts_share",
        name="承办件超期率",
        definition="到期日落在期内的承办件里，到期没有办结的占多少。时限：cases.limit.handle，从派单起算（C 类 5 个工作日，B 类 15 个，A 类 1 个月）。",
        base="到期日在期内且已到的主办承办件，只算实际办理的那一级；到期前已退单或收回的不在内。",
        rows=_parts_due,
        above=_late,
        case="case_id",
        keys=keys_by("case", unit="office__unit"),
    ),
    Measure(
        code="cases.late_parts",
        name="超期承办件",
        definition="到期日落在期内、到期没有办结的承办件。时限：cases.limit.handle，从派单起算。",
        base="同承办件超期率。",
        rows=_late_parts,
        unit="件",
        case="case_id",
        keys=keys_by("case", unit="office__unit"),
    ),
)
