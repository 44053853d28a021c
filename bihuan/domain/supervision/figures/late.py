"""Late, of so many that were due: what counts against their offices, as a share. The incidents are those behind the cards."""

from datetime import datetime

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models import Value as Constant
from django.db.models.functions import Cast, Concat

from bihuan.domain.cases.figures.bases import loop_cases
from bihuan.domain.organisations.counting import Rows, Source, Tally
from bihuan.domain.supervision.choices import LATENESS
from bihuan.domain.supervision.models import Incident
from bihuan.domain.supervision.queries.volumes import parts_due
from bihuan.kernel.figures import Basis

PART = "leg:"


def _lateness(as_of: datetime) -> QuerySet[Incident]:
    """Of one part in its own office's hands: there is at most one."""
    rows = Incident.objects.filter(
        subject_kind="case",
        subject_id=OuterRef("case_id"),
        item=Concat(Constant(PART), Cast(OuterRef("pk"), CharField())),
        office=OuterRef("office_id"),
        kind__in=sorted(LATENESS),
        counts=True,
        at__lte=as_of,
    )
    return rows.order_by("-counted", "pk")


def due_parts(as_of: datetime) -> Rows:
    """Parts whose day has come, with the minutes that count against their office."""
    rows = parts_due().filter(due_at__lte=as_of)
    return rows.annotate(counted=Subquery(_lateness(as_of).values("counted")[:1]))


def late_parts(as_of: datetime) -> Rows:
    """Those of them that were late, by what counts of it."""
    return due_parts(as_of).filter(counted__gt=0)


def _registered(as_of: datetime) -> Rows:
    return loop_cases().filter(registered_at__lte=as_of)


def _office_was_late(as_of: datetime) -> Q:
    late = Incident.objects.filter(
        subject_kind="case", subject_id=OuterRef("pk"), kind__in=sorted(LATENESS), counts=True, at__lte=as_of
    )
    return Q(Exists(late.exclude(item__startswith=PART)))


AGAIN = "情形每天重算：故障认定、暂停或延期批准、牌撤销以后，过去的数会变；已经公布的只以修订更正。"
LATE = Source(late_parts, "due_at", inside="office", case="case_id")
DUE = Source(due_parts, "due_at", inside="office", case="case_id", above=lambda as_of: Q(counted__gt=0))
LATENESS_FIGURES = (
    Tally(
        code="supervision.late_share",
        name="计入的超期率",
        definition=f"期内到期的承办件里，承办的科室或单位办公室超期（签收、联系、办理都算，一件只算一次），扣除平台故障、批准暂停和其他单位占用的时间以后仍算超期的占多少。{AGAIN}",
        base="到期日在期内且已到的承办件，各级各算一件，主办、协办都算；到期前已退单或收回的不在内。",
        unit="%",
        sources=(DUE,),
    ),
    Tally(
        code="supervision.late_minutes",
        name="平均每件超期",
        definition="期内计入的超期，平均每件多少工作时间；还没有办完的，算到最近一次重算。",
        base="计入的超期承办件，同计入的超期率。",
        unit="工作分钟",
        sources=(Source(late_parts, "due_at", inside="office", amount="counted", case="case_id"),),
        below=(LATE,),
        averaged=True,
    ),
    Tally(
        code="supervision.office_late_share",
        name="双优化办环节超期率",
        definition=f"期内登记的工单，到统计截止日在受理、派单、裁定、核查、回访等双优化办自己的环节超过期的占多少。{AGAIN}",
        base="期内登记的全部工单，从别处导入的历史答复另计。",
        unit="%",
        basis=Basis.COHORT,
        sources=(Source(_registered, "registered_at", inside="office", above=_office_was_late, case="pk"),),
    ),
)
