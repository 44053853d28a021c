"""What was asked on a case and waits for an answer."""

from bihuan.domain.cases.models import Case
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.refusals import WrongState


def asked_first(case: Case, kind: str) -> Approval:
    """The oldest open request of this kind."""
    waiting = Approval.objects.filter(
        subject_kind="case", subject_id=case.pk, kind=kind, decided_at=None
    ).order_by("id")
    found = waiting.first()
    if found is None:
        raise WrongState("nothing_asked", "没有等待审批的申请。", "")
    return found


def case_of(approval: Approval) -> Case:
    """The case on which something was asked."""
    return Case.objects.select_related("office").get(pk=approval.subject_id)
