"""What can be asked about the calendar."""

from datetime import datetime

from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.kinds import ApprovalKind, register_kind
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.calendar.actions import ACTIVATE, activate_notice, refuse_notice
from bihuan.kernel.calendar.models import CalendarNotice


def decide_notice(
    *, approval: Approval, by: Actor, at: datetime, granted: bool, answer: str
) -> CalendarNotice:
    """From the queue page: into force, or not."""
    decide = activate_notice if granted else refuse_notice
    return decide(notice=CalendarNotice.objects.get(pk=approval.subject_id), by=by, at=at, answer=answer)


register_kind(ApprovalKind(ACTIVATE, "启用放假安排", decide_notice, sentence="启用{year}年放假安排"))
