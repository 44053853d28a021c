"""Of what was registered: how much, how much of it solved, answered directly, come back."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from bihuan.domain.cases.choices import LegRole, LinkKind, Outcome, Stage, Step
from bihuan.domain.cases.figures.bases import registered, with_led
from bihuan.domain.cases.figures.counting import Measure, Rows, case_keys, dated, keys_by
from bihuan.domain.cases.models import Case, CheckResult, Custody, Hand, Leg, Link
from bihuan.kernel.figures import Basis


def solved_and_struck_off(as_of: datetime, case: str = "pk") -> QuerySet[CheckResult]:
    """Struck off as solved by then, and not sent round again since."""
    again = Custody.objects.filter(
        case=OuterRef("case_id"), stage=Stage.TRIAGE, from_at__gt=OuterRef("at"), from_at__lte=as_of
    )
    return CheckResult.objects.filter(
        ~Exists(again), case=OuterRef(case), passed=True, outcome=Outcome.SOLVED, at__lte=as_of
    )


def _solved(rows: Rows, as_of: datetime) -> Rows:
    return rows.filter(Exists(solved_and_struck_off(as_of)))


def _answered_directly(rows: Rows, as_of: datetime) -> Rows:
    return rows.filter(Exists(Hand.objects.filter(case=OuterRef("pk"), step=Step.REPLIED, at__lte=as_of)))


def _excluded(as_of: datetime) -> Rows:
    rows = Case.objects.filter(excluded_at__lte=as_of)
    return dated(with_led(rows, as_of), "excluded_at")


def _struck_off(as_of: datetime) -> Rows:
    return dated(CheckResult.objects.filter(passed=True, at__lte=as_of), "at")


def _recurred(rows: Rows, as_of: datetime) -> Rows:
    links = Link.objects.filter(
        kind=LinkKind.RECURRENCE, other=OuterRef("case_id"), at__gt=OuterRef("at"), at__lte=as_of
    )
    return rows.filter(Exists(links.exclude(undone_at__lte=as_of)))


def _reopened(as_of: datetime) -> Rows:
    earlier = Leg.objects.filter(case=OuterRef("case_id"), round=OuterRef("round"), id__lt=OuterRef("id"))
    legs = Leg.objects.filter(round__gt=1, role=LegRole.LEAD, parent=None, dispatched_at__lte=as_of)
    return dated(legs.filter(~Exists(earlier)), "dispatched_at")


REGISTERING = (
    Measure(
        code="cases.registered",
        name="登记件数",
        definition="期内登记的全部工单。",
        base="全部登记，不剔除；从别处导入的历史答复另计。",
        rows=registered,
        unit="件",
        keys=case_keys,
    ),
    Measure(
        code="cases.resolution_rate",
        name="化解率",
        definition="期内登记、到统计截止日问题已解决并销号的，占期内登记的全部。销号后又重新办理的，重新销号前不算。",
        base="期内登记的全部工单，不剔除；从别处导入的历史答复另计。",
        rows=registered,
        above=_solved,
        basis=Basis.COHORT,
        keys=case_keys,
    ),
    Measure(
        code="cases.direct_answer_share",
        name="直接答复占比",
        definition="期内登记的工单里，由受理人员引用知识库直接答复、没有派单的占多少。",
        base="期内登记的全部工单。",
        rows=registered,
        above=_answered_directly,
        basis=Basis.COHORT,
        keys=case_keys,
    ),
    Measure(
        code="cases.recurrence_rate",
        name="复发率",
        definition="期内销号、到统计截止日又发生同一问题（已关联为复发）的，占期内销号的。",
        base="期内的全部销号，一件销号几次算几次。",
        rows=_struck_off,
        above=_recurred,
        basis=Basis.COHORT,
        case="case_id",
        keys=keys_by("case"),
    ),
    Measure(
        code="cases.reopened",
        name="重新办理件数",
        definition="期内进入第二轮或以后各轮并再次派单的工单，一轮算一件。",
        base="全部工单。",
        rows=_reopened,
        unit="件",
        case="case_id",
        keys=keys_by("case", unit="office__unit"),
    ),
    Measure(
        code="cases.excluded",
        name="剔除件数",
        definition="期内经另一人批准剔除的工单；化解率不剔除它们，按反映人口径的各率剔除它们。",
        base="全部工单。",
        rows=_excluded,
        unit="件",
        keys=case_keys,
    ),
)
