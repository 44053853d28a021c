"""A city's own values: proposed by one, activated by another, ended again by two. All on the chain of subject `parameter`."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.actions import ask_approval, decide_approval, withdraw_approval
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.queries import open_approval
from bihuan.kernel.journal.actions import record
from bihuan.kernel.journal.canonical import Json
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.parameters.catalogue import Document, Parameter, key_tuple
from bihuan.kernel.parameters.choices import Status
from bihuan.kernel.parameters.editions import bump_edition
from bihuan.kernel.parameters.models import Override
from bihuan.kernel.parameters.rules import (
    OverrideFacts,
    may_activate,
    may_ask_end,
    may_verify,
    may_withdraw,
)
from bihuan.kernel.parameters.shapes import typed
from bihuan.kernel.parameters.validators import Proposal, doubts_about
from bihuan.kernel.parameters.values import NoValue, UnknownParameter, parameter_of, value
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless

ACTIVATE, END = "parameter.activate", "parameter.end"


def propose_value(
    *,
    code: str,
    new_value: Any,
    from_on: date,
    document_title: str,
    document_number: str,
    holder: str,
    by: Actor,
    at: datetime,
    reason: str,
    role: str = "",
    keys: Mapping[str, str] | None = None,
    until_on: date | None = None,
) -> Override:
    """Propose the city's own value of one row of a parameter; the holder (another person) activates it. Doubts put it in quarantine."""
    document = _document(document_title, document_number)
    proposal = _proposal(code, keys or {}, new_value, from_on, until_on, document, at)
    doubts = doubts_about(proposal)
    with transaction.atomic():
        override = Override.objects.create(
            code=code,
            keys=list(proposal.keys),
            value=_plain(new_value),
            from_on=from_on,
            until_on=until_on,
            document_title=document.title,
            document_number=document.number,
            status=Status.QUARANTINED if doubts else Status.DRAFT,
            doubts=doubts,
            proposed_by_id=by.person_id or 0,
            proposed_at=at,
        )
        asked = _ask(override, ACTIVATE, holder, role, by, at, reason)
        _record(override, "parameter.propose", by, at, reason=note_ref(asked.reason), doubts=doubts)
    return override


def verify_value(*, override: Override, by: Actor, at: datetime, reason: str) -> Override:
    """Another person looked at every doubt and says why the value stands."""
    with transaction.atomic():
        override = lock_override(override)
        refuse_unless(may_verify(facts_of(override), by))
        override.status, override.verified_by_id, override.verified_at = Status.VERIFIED, by.person_id, at
        override.save(update_fields=["status", "verified_by", "verified_at"])
        note = write_note(subject=override.subject, text=reason, at=at)
        _record(override, "parameter.verify", by, at, reason=note_ref(note))
    return override


def activate_value(*, override: Override, by: Actor, at: datetime, answer: str) -> Override:
    """The second person puts the value into force."""
    with transaction.atomic():
        override = lock_override(override)
        refuse_unless(may_activate(facts_of(override), by))
        decided = decide_approval(
            approval=_open(override, ACTIVATE), by=by, at=at, granted=True, answer=answer
        )
        override.status, override.activated_by_id, override.activated_at = Status.ACTIVE, by.person_id, at
        override.save(update_fields=["status", "activated_by", "activated_at"])
        bump_edition()
        _record(override, "parameter.activate", by, at, answer=_answer(decided))
    return override


def refuse_value(*, override: Override, by: Actor, at: datetime, answer: str) -> Override:
    """The second person does not put it into force."""
    with transaction.atomic():
        override = lock_override(override)
        decided = decide_approval(
            approval=_open(override, ACTIVATE), by=by, at=at, granted=False, answer=answer
        )
        _expire(override, by, at)
        _record(override, "parameter.refuse", by, at, answer=_answer(decided))
    return override


def withdraw_value(*, override: Override, by: Actor, at: datetime) -> Override:
    """Whoever proposed it takes it back before it was activated."""
    with transaction.atomic():
        override = lock_override(override)
        refuse_unless(may_withdraw(facts_of(override), by))
        withdraw_approval(approval=_open(override, ACTIVATE), by=by, at=at)
        _expire(override, by, at)
        _record(override, "parameter.withdraw", by, at)
    return override


def ask_end_of_value(
    *,
    override: Override,
    from_on: date,
    holder: str,
    by: Actor,
    at: datetime,
    reason: str,
    role: str = "",
) -> Override:
    """Ask that an active value holds no longer from a day on; the days before keep it."""
    with transaction.atomic():
        override = lock_override(override)
        refuse_unless(may_ask_end(facts_of(override), by))
        asked = _ask(override, END, holder, role, by, at, reason, from_on=from_on.isoformat())
        _record(override, "parameter.ask_end", by, at, reason=note_ref(asked.reason), from_on=from_on)
    return override


def decide_end_of_value(
    *, override: Override, by: Actor, at: datetime, granted: bool, answer: str
) -> Override:
    """The second person ends the value, or keeps it."""
    with transaction.atomic():
        override = lock_override(override)
        refuse_unless(may_ask_end(facts_of(override), by))
        decided = decide_approval(approval=_open(override, END), by=by, at=at, granted=granted, answer=answer)
        if not granted:
            _record(override, "parameter.keep", by, at, answer=_answer(decided))
            return override
        override.until_on = date.fromisoformat(decided.payload["from_on"]) - timedelta(days=1)
        override.save(update_fields=["until_on"])
        _expire(override, by, at)
        bump_edition()
        _record(override, "parameter.end", by, at, answer=_answer(decided), last_on=override.until_on)
    return override


def lock_override(override: Override) -> Override:
    """The row as it is now, locked until the transaction ends."""
    return Override.objects.select_for_update().get(pk=override.pk)


def facts_of(override: Override) -> OverrideFacts:
    """What the rules need of a row."""
    return OverrideFacts(Status(override.status), override.proposed_by_id)


def _document(title: str, number: str) -> Document:
    missing = {
        field: "请填写。"
        for field, text in (("document_title", title), ("document_number", number))
        if not text.strip()
    }
    if missing:
        raise Malformed("parameter_needs_document", "参数值要有文件名称和文号。", fields=missing)
    return Document(title.strip(), number.strip())


def _proposal(
    code: str,
    keys: Mapping[str, str],
    raw: Any,
    from_on: date,
    until_on: date | None,
    document: Document,
    at: datetime,
) -> Proposal:
    if until_on is not None and until_on < from_on:
        raise Malformed(fields={"until_on": "最后一天不能早于第一天。"})
    parameter = _parameter(code)
    try:
        named = key_tuple(parameter, keys)
        wanted = typed(parameter.shape, raw)
    except LookupError:
        raise Malformed(fields={"keys": f"只能按{'、'.join(parameter.keys) or '（无）'}区分。"}) from None
    except ValueError as fault:
        raise Malformed(fields={"new_value": str(fault)}) from None
    present = _present(code, from_on, dict(keys))
    today = timezone.localdate(at)
    return Proposal(parameter, named, wanted, from_on, until_on, document, present, today)


def _parameter(code: str) -> Parameter:
    try:
        return parameter_of(code)
    except UnknownParameter:
        raise Malformed(fields={"code": "没有这项参数。"}) from None


def _present(code: str, on: date, keys: dict[str, str]) -> Any:
    try:
        return value(code, on=on, **keys)
    except NoValue:
        return None


def _plain(raw: Any) -> Any:
    """As JSON without floats."""
    return str(raw) if isinstance(raw, float | Decimal) else raw


def _ask(
    override: Override, kind: str, holder: str, role: str, by: Actor, at: datetime, reason: str, **more: str
) -> Approval:
    payload = {"code": override.code, "value": said(override.value), "override": override.pk, **more}
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


def _open(override: Override, kind: str) -> Approval:
    approval = open_approval(override.subject, kind=kind)
    if approval is None:
        raise WrongState("parameter_not_asked", "这个值没有待决定的申请。")
    return approval


def _expire(override: Override, by: Actor, at: datetime) -> None:
    override.status, override.withdrawn_by_id, override.withdrawn_at = Status.EXPIRED, by.person_id, at
    override.save(update_fields=["status", "withdrawn_by", "withdrawn_at"])


def _answer(approval: Approval) -> Json:
    return note_ref(approval.answer) if approval.answer else None


def _record(override: Override, event: str, by: Actor, at: datetime, **more: Json) -> None:
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
