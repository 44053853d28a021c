"""不能一拒了之: what no policy covers is reported upward, and whoever raised it hears the answer."""

from datetime import datetime

from django.db.models import Q

from bihuan.domain.organisations.counting import Rows, Source, Tally
from bihuan.domain.remedies.models import UpwardCase
from bihuan.kernel.figures import register_figures


def _reported(as_of: datetime) -> Rows:
    """Cases of reports that have left the house."""
    return UpwardCase.objects.filter(added_at__lte=as_of, upward__sent_on__isnull=False)


def _told(as_of: datetime) -> Q:
    return Q(told_at__lte=as_of)


UPWARD = (
    Tally(
        code="remedies.reported_upward",
        name="向上反映的工单",
        definition="期内列入向上反映、已经报出的工单，一件工单列入几份报告算几件次。",
        base="报告已有文号并报出的。",
        unit="件",
        sources=(Source(_reported, "added_at", inside="upward__unit", case="case"),),
    ),
    Tally(
        code="remedies.upward_told",
        name="向上反映后告知率",
        definition="期内列入向上反映的工单，到统计截止日上级已经答复、也告知了反映人的占多少。",
        base="同向上反映的工单；上级还没有答复的也在内。",
        unit="%",
        sources=(Source(_reported, "added_at", inside="upward__unit", above=_told, case="case"),),
    ),
)
TALLIES = {one.code: one for one in UPWARD}
register_figures(*(one.figure for one in UPWARD))
