"""Said to be done, and found not to be."""

from datetime import datetime

from django.db.models import Q

from bihuan.domain.cases.choices import LegRole
from bihuan.domain.cases.models import Completion
from bihuan.domain.organisations.counting import Rows, Source, Tally
from bihuan.domain.supervision.choices import IncidentKind
from bihuan.domain.supervision.models import Incident
from bihuan.domain.supervision.queries.gather.quality import CLAIMED
from bihuan.kernel.figures import Basis

FALSE = (IncidentKind.FALSE_AT_CHECK, IncidentKind.FALSE_AT_FOLLOW_UP)


def _found_false(as_of: datetime) -> Rows:
    return Incident.objects.filter(subject_kind="case", kind__in=FALSE, counts=True, at__lte=as_of)


def _claimed(as_of: datetime) -> Rows:
    """Results that say solved; what the own approver refused was never handed in."""
    rows = Completion.objects.filter(leg__role=LegRole.LEAD, outcome__in=sorted(CLAIMED))
    return rows.filter(Q(refused_at=None) | Q(refused_at__gt=as_of), submitted_at__lte=as_of)


QUALITY_FIGURES = (
    Tally(
        code="supervision.false_share",
        name="未办实率",
        definition="期内报告已解决或部分解决的结果，到统计截止日被核查发现未办实、或回访发现虚假办结的占多少。",
        base="期内报告已解决或部分解决的结果，本单位审签时退回的不算；还没有核查的也在内。",
        unit="%",
        basis=Basis.COHORT,
        sources=(Source(_found_false, "began_at", inside="office", case="subject_id"),),
        below=(Source(_claimed, "submitted_at", inside="leg__office", case="leg__case_id"),),
    ),
)
