"""What every step of a city's own value needs: the row locked, the request, the entry."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.actions import ask_approval
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.queries import open_approval
from bihuan.kernel.journal.actions import record
from bihuan.kernel.journal.canonical import Json
from bihuan.kernel.notes.actions import note_ref
from bihuan.kernel.parameters.choices import Status
from bihuan.kernel.parameters.models import Override
from bihuan.kernel.parameters.rules import (
    OverrideFacts,
)
from bihuan.kernel.parameters.values import parameter_of
from bihuan.kernel.refusals import WrongState

ACTIVATE, END = "parameter.activate", "parameter.end"


def lock_override(override: Override) -> Override:
    """The row as it is now, locked until the transaction ends."""
    return Override.objects.select_for_update().get(pk=override.pk)


def facts_of(override: Override) -> OverrideFacts:
    """What the rules need of a row."""
    return OverrideFacts(Status(override.status), override.proposed_by_id)


def plain(raw: Any) -> Any:
    """As JSON without floats."""
    return str(raw) if isinstance(raw, float | Decimal) else raw


def ask(
    override: Override, kind: str, holder: str, role: str, by: Actor, at: datetime, reason: str, **more: str
) -> Approval:
    payload = {
        "code": override.code,
        "name": parameter_of(override.code).description,
        "value": said(override.value),
        "override": override.pk,
        **more,
    }
    return ask_approval(
        kind=kind,
        subject=override.subject,
        holder=holder,
        role=role,
        by=by,
        at=at,
        reason=reason,
        payload=payload,
        document=override.document_number,
    )


def open_request(override: Override, kind: str) -> Approval:
    approval = open_approval(override.subject, kind=kind)
    if approval is None:
        raise WrongState("parameter_not_asked", "这个值没有待决定的申请。")
    return approval


def expire(override: Override, by: Actor, at: datetime) -> None:
    override.status, override.withdrawn_by_id, override.withdrawn_at = Status.EXPIRED, by.person_id, at
    override.save(update_fields=["status", "withdrawn_by", "withdrawn_at"])


def answer_ref(approval: Approval) -> Json:
    return note_ref(approval.answer) if approval.answer else None


def record_step(override: Override, event: str, by: Actor, at: datetime, **more: Json) -> None:
    data: dict[str, Json] = {
        "code": override.code,
        "keys": override.keys,
        "value": said(override.value),
        "from_on": override.from_on,
        "document": override.document_number,
        **more,
    }
    record(subject=override.subject, event=event, by=by, at=at, data=data)


def said(raw: Any) -> str:
    """A value in one line, for sentences."""
    if isinstance(raw, dict):
        return "、".join(f"{code} {label}" for code, label in raw.items())
    return "、".join(map(str, raw)) if isinstance(raw, list) else str(raw)
