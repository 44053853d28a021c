"""What can be asked about a city's own values."""

from datetime import datetime

from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.kinds import ApprovalKind, register_kind
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.parameters.actions import activate_value, decide_end_of_value, refuse_value
from bihuan.kernel.parameters.actions.steps import ACTIVATE, END
from bihuan.kernel.parameters.models import Override


def decide_activation(*, approval: Approval, by: Actor, at: datetime, granted: bool, answer: str) -> Override:
    """From the queue page: into force, or not."""
    decide = activate_value if granted else refuse_value
    return decide(override=_override(approval), by=by, at=at, answer=answer)


def decide_end(*, approval: Approval, by: Actor, at: datetime, granted: bool, answer: str) -> Override:
    """From the queue page: end it, or keep it."""
    return decide_end_of_value(override=_override(approval), by=by, at=at, granted=granted, answer=answer)


def _override(approval: Approval) -> Override:
    return Override.objects.get(pk=approval.subject_id)


register_kind(ApprovalKind(ACTIVATE, "启用参数", decide_activation, sentence="把“{name}”定为 {value}"))
register_kind(ApprovalKind(END, "停用参数", decide_end, sentence="自 {from_on} 起停用“{name}”的本市值"))
