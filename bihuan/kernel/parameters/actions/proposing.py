"""Proposed by one, verified where doubtful, activated by another."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.actions import decide_approval, withdraw_approval
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.parameters.actions.steps import (
    ACTIVATE,
    answer_ref,
    ask,
    expire,
    facts_of,
    lock_override,
    open_request,
    plain,
    record_step,
)
from bihuan.kernel.parameters.catalogue import Document, Parameter, key_tuple
from bihuan.kernel.parameters.choices import Status
from bihuan.kernel.parameters.editions import bump_edition
from bihuan.kernel.parameters.models import Override
from bihuan.kernel.parameters.rules import (
    may_activate,
    may_verify,
    may_withdraw,
)
from bihuan.kernel.parameters.shapes import typed
from bihuan.kernel.parameters.validators import Proposal, doubts_about
from bihuan.kernel.parameters.values import NoValue, UnknownParameter, parameter_of, value
from bihuan.kernel.refusals import Malformed, refuse_unless


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
            value=plain(new_value),
            from_on=from_on,
            until_on=until_on,
            document_title=document.title,
            document_number=document.number,
            status=Status.QUARANTINED if doubts else Status.DRAFT,
            doubts=doubts,
            proposed_by_id=by.person_id or 0,
            proposed_at=at,
        )
        asked = ask(override, ACTIVATE, holder, role, by, at, reason)
        record_step(override, "parameter.propose", by, at, reason=note_ref(asked.reason), doubts=doubts)
    return override


def verify_value(*, override: Override, by: Actor, at: datetime, reason: str) -> Override:
    """Another person looked at every doubt and says why the value stands."""
    with transaction.atomic():
        override = lock_override(override)
        refuse_unless(may_verify(facts_of(override), by))
        override.status, override.verified_by_id, override.verified_at = Status.VERIFIED, by.person_id, at
        override.save(update_fields=["status", "verified_by", "verified_at"])
        note = write_note(subject=override.subject, text=reason, at=at)
        record_step(override, "parameter.verify", by, at, reason=note_ref(note))
    return override


def activate_value(*, override: Override, by: Actor, at: datetime, answer: str) -> Override:
    """The second person puts the value into force."""
    with transaction.atomic():
        override = lock_override(override)
        refuse_unless(may_activate(facts_of(override), by))
        decided = decide_approval(
            approval=open_request(override, ACTIVATE), by=by, at=at, granted=True, answer=answer
        )
        override.status, override.activated_by_id, override.activated_at = Status.ACTIVE, by.person_id, at
        override.save(update_fields=["status", "activated_by", "activated_at"])
        bump_edition()
        record_step(override, "parameter.activate", by, at, answer=answer_ref(decided))
    return override


def refuse_value(*, override: Override, by: Actor, at: datetime, answer: str) -> Override:
    """The second person does not put it into force."""
    with transaction.atomic():
        override = lock_override(override)
        decided = decide_approval(
            approval=open_request(override, ACTIVATE), by=by, at=at, granted=False, answer=answer
        )
        expire(override, by, at)
        record_step(override, "parameter.refuse", by, at, answer=answer_ref(decided))
    return override


def withdraw_value(*, override: Override, by: Actor, at: datetime) -> Override:
    """Whoever proposed it takes it back before it was activated."""
    with transaction.atomic():
        override = lock_override(override)
        refuse_unless(may_withdraw(facts_of(override), by))
        withdraw_approval(approval=open_request(override, ACTIVATE), by=by, at=at)
        expire(override, by, at)
        record_step(override, "parameter.withdraw", by, at)
    return override


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
