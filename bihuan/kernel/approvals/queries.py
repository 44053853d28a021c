"""Questions about requests."""

from datetime import datetime

from django.db.models import Q, QuerySet

from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.choices import ApprovalState
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.rules import ApprovalFacts
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.refusals import WrongState


def facts_of(approval: Approval) -> ApprovalFacts:
    """What the rules need of a row."""
    hands = {approval.asked_by_id, approval.asked_for_id}
    return ApprovalFacts(
        state=ApprovalState(approval.state),
        holder=approval.holder,
        role=approval.role,
        asking_hands=frozenset(hand for hand in hands if hand is not None),
        expires_at=approval.expires_at,
    )


def approvals_of(actor: Actor) -> QuerySet[Approval]:
    """The queue: open requests that this actor may decide, the oldest first. Their own are not among them."""
    mine = Q(asked_by__in=actor.hands) | Q(asked_for__in=actor.hands)
    return (
        Approval.objects.filter(decided_at=None, holder__in=actor.keys, role__in=["", *actor.roles])
        .exclude(mine)
        .select_related("asked_by", "reason")
        .order_by("asked_at", "pk")
    )


def asked_by(actor: Actor) -> QuerySet[Approval]:
    """What this actor asked for and still waits for."""
    return Approval.objects.filter(decided_at=None, asked_by__in=actor.hands).order_by("asked_at", "pk")


def approvals_on(subject: Subject, *, item: str | None = None) -> QuerySet[Approval]:
    """Every request on a subject, open or ended, the newest first."""
    found = Approval.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    if item is not None:
        found = found.filter(item=item)
    return found.select_related("asked_by", "decided_by", "reason", "answer").order_by("-asked_at", "-pk")


def open_approval(subject: Subject, *, kind: str, item: str = "") -> Approval | None:
    """The one open request of this kind, if any."""
    return Approval.objects.filter(
        kind=kind, subject_kind=subject.kind, subject_id=subject.id, item=item, decided_at=None
    ).first()


def asked_approval(subject: Subject, *, kind: str, item: str = "") -> Approval:
    """The one open request of this kind, for whoever decides it; refused where there is none."""
    asked = open_approval(subject, kind=kind, item=item)
    if asked is None:
        raise WrongState("nothing_asked", "没有等待审批的申请。", "请刷新页面看最新情况。")
    return asked


def expired_approvals(*, at: datetime) -> QuerySet[Approval]:
    """Open requests whose time to answer has passed."""
    return Approval.objects.filter(decided_at=None, expires_at__lte=at).order_by("expires_at", "pk")
