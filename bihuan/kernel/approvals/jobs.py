"""Requests that nobody answered in time end without a yes."""

from datetime import datetime, timedelta

from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.actions import expire_approval
from bihuan.kernel.approvals.kinds import kind_of
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.queries import expired_approvals
from bihuan.kernel.jobs.items import for_each
from bihuan.kernel.jobs.tasks import JobReport, Task

AT_ONCE = 500


def expire_approvals(by: Actor, at: datetime) -> JobReport:
    """Each through its kind's own expiring action, which journals on the subject's chain."""
    expired = list(expired_approvals(at=at)[:AT_ONCE])

    def expire(approval: Approval) -> None:
        own = kind_of(approval.kind).expire
        if own is not None:
            own(approval=approval, by=by, at=at)
        else:
            expire_approval(approval=approval, at=at)

    report = for_each(expired, expire, name=lambda approval: f"approval:{approval.pk}")
    return report.and_more() if len(expired) == AT_ONCE and not report.failed else report


TASKS = (Task("approvals.expire", expire_approvals, every=timedelta(minutes=5)),)
