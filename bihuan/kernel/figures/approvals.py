"""What can be asked about a figure: that the city says it."""

from datetime import datetime

from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.kinds import ApprovalKind, register_kind
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.figures.actions import KIND, decide_figure
from bihuan.kernel.figures.models import Published


def decide_publication(
    *, approval: Approval, by: Actor, at: datetime, granted: bool, answer: str
) -> Published:
    """From the queue page: said to the public, or not."""
    published = Published.objects.get(pk=approval.subject_id)
    return decide_figure(published=published, by=by, at=at, granted=granted, answer=answer)


register_kind(
    ApprovalKind(KIND, "数字签发", decide_publication, verb="decide", sentence="公布“{name}”：{said}")
)
