"""The only writers of requests. The caller journals on the subject's chain, in the same transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.choices import ApprovalState
from bihuan.kernel.approvals.kinds import kind_of
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.queries import facts_of, open_approval
from bihuan.kernel.approvals.rules import ended, may_decide, may_withdraw
from bihuan.kernel.calendar import Limit
from bihuan.kernel.duties.actions import drop_duties, finish_duties, start_duty
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.actions import write_note
from bihuan.kernel.refusals import NotAllowed, WrongState, refuse_unless


def ask_approval(
    *,
    kind: str,
    subject: Subject,
    holder: str,
    by: Actor,
    at: datetime,
    reason: str,
    role: str = "",
    payload: Mapping[str, Any] | None = None,
    item: str = "",
    document: str = "",
    expires_at: datetime | None = None,
    limit: Limit | None = None,
) -> Approval:
    """Put a request to the holder. One open request per kind and subject (or item of it); the caller holds the subject's row lock.

    The holder owes a decision from now on: a duty, within the limit or until the request expires.
    """
    known = kind_of(kind)
    if by.person_id is None:
        raise NotAllowed("approval_needs_person", "申请要由本人登录提出。")
    with transaction.atomic():
        if open_approval(subject, kind=kind, item=item):
            raise WrongState("approval_asked_already", "同样的申请已经提出，正在等待审批。")
        approval = Approval.objects.create(
            kind=kind,
            subject_kind=subject.kind,
            subject_id=subject.id,
            item=item,
            payload=dict(payload or {}),
            reason=write_note(subject=subject, text=reason, at=at),
            document=document,
            holder=holder,
            role=role,
            asked_by_id=by.person_id,
            asked_for_id=by.acting_for_id,
            asked_at=at,
            expires_at=expires_at,
        )
        start_duty(
            subject=subject,
            verb=known.verb,
            holder=holder,
            role=role,
            item=duty_item(approval),
            started_at=at,
            limit=limit,
            due_at=None if limit else expires_at,
        )
        return approval


def decide_approval(*, approval: Approval, by: Actor, at: datetime, granted: bool, answer: str) -> Approval:
    """Answer a request. Refused to the asker, to one whose hands meet the asker's, and to whom it was not put."""
    with transaction.atomic():
        approval = lock_approval(approval)
        refuse_unless(may_decide(facts_of(approval), by))
        approval.decided_by_id, approval.decided_for_id = by.person_id, by.acting_for_id
        approval.answer = write_note(subject=approval.subject, text=answer, at=at)
        finish_duties(subject=approval.subject, item=duty_item(approval), at=at)
        return _end(approval, ApprovalState.GRANTED if granted else ApprovalState.REFUSED, at)


def withdraw_approval(*, approval: Approval, by: Actor, at: datetime) -> Approval:
    """The asker takes the request back before anyone has decided."""
    with transaction.atomic():
        approval = lock_approval(approval)
        refuse_unless(may_withdraw(facts_of(approval), by))
        drop_duties(subject=approval.subject, item=duty_item(approval), at=at)
        return _end(approval, ApprovalState.WITHDRAWN, at)


def withdraw_open_approval(*, subject: Subject, kind: str, by: Actor, at: datetime) -> None:
    """The same with what is taken back as a whole: its open request of this kind, where there is one."""
    asked = open_approval(subject, kind=kind)
    if asked is not None:
        withdraw_approval(approval=asked, by=by, at=at)


def expire_approval(*, approval: Approval, at: datetime) -> Approval:
    """Nobody answered in time: the request ends without a yes. Refused while there is still time."""
    with transaction.atomic():
        approval = lock_approval(approval)
        if not approval.is_open:
            raise ended(facts_of(approval))
        if approval.expires_at is None or approval.expires_at > at:
            raise WrongState("approval_not_expired", "这项申请还没有到期。")
        drop_duties(subject=approval.subject, item=duty_item(approval), at=at)
        return _end(approval, ApprovalState.EXPIRED, at)


def move_approvals(*, from_holder: str, to_holder: str, subject: Subject | None = None) -> int:
    """Whoever takes over a holder's work (or only that on one subject) decides what was put to it; their duties move with
    `move_duties`. How many were open."""
    put = Approval.objects.filter(decided_at=None, holder=from_holder)
    if subject is not None:
        put = put.filter(subject_kind=subject.kind, subject_id=subject.id)
    return put.update(holder=to_holder)


def duty_item(approval: Approval) -> str:
    """How the decider's duty names the request."""
    return f"approval:{approval.pk}"


def lock_approval(approval: Approval) -> Approval:
    """The row as it is now, locked until the transaction ends."""
    return Approval.objects.select_for_update().get(pk=approval.pk)


def _end(approval: Approval, state: ApprovalState, at: datetime) -> Approval:
    approval.state, approval.decided_at = state, at
    approval.save(update_fields=["state", "decided_at", "decided_by", "decided_for", "answer"])
    return approval
