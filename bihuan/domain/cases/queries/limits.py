"""Which limit holds for this case at this step: dated data, keyed by programme, request type, urgency and grade."""

from datetime import datetime

from django.utils.timezone import localtime

from bihuan.domain.cases.models import Case
from bihuan.kernel.calendar import Limit
from bihuan.kernel.parameters.values import value


def limit_for(case: Case, stage: str, *, at: datetime) -> Limit:
    """The limit of one stage (`accept`, `promise`, `acknowledge`, `handle`, `check`, …) on the day of `at`."""
    limit: Limit = value(
        f"cases.limit.{stage}",
        on=localtime(at).date(),
        programme=case.programme,
        request_type=case.request_type,
        urgency=case.urgency,
        difficulty=case.difficulty,
        level=case.level,
    )
    return limit
