"""Figures leave the house here: computed and proposed by one, signed by another or taken back; corrected; reported by others, verified."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.actions import ask_approval, decide_approval, withdraw_approval
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.queries import asked_approval
from bihuan.kernel.calendar import Limit
from bihuan.kernel.figures.choices import NEVER_SAID, PublicationState
from bihuan.kernel.figures.doubts import doubts_about
from bihuan.kernel.figures.models import Published
from bihuan.kernel.figures.periods import Period
from bihuan.kernel.figures.registry import Figure, figure_of
from bihuan.kernel.figures.values import Value, spoken
from bihuan.kernel.journal.canonical import Json, canonical
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.notes.models import Note
from bihuan.kernel.parameters.editions import edition
from bihuan.kernel.refusals import Malformed, NotAllowed, WrongState
from bihuan.kernel.tracked import lock, number_it, record_step

KIND = "figure"


@dataclass(frozen=True, slots=True)
class Signer:
    """To whom a proposed figure is put, and how long they have."""

    holder: str
    role: str = ""
    limit: Limit | None = None


def propose_figure(
    *,
    code: str,
    period: Period,
    as_of: datetime,
    put_to: Signer,
    by: Actor,
    at: datetime,
    reason: str,
    of: str = "",
    document: str = "",
) -> Published:
    """Compute a figure and freeze it with its definition, period, as-of and parameters; another person signs it. Once per period; then it
    is corrected."""
    figure = figure_of(code)
    _refuse_future(as_of, at)
    with transaction.atomic():
        if _computed(code, period, of):
            raise WrongState(
                "figure_published_already",
                f"“{figure.name}”{period.label}已经公布，或正等着签发。",
                "如需更正，请提请更正。",
            )
        published = _compute(figure, period, as_of, of, by, at, document=document)
        why = _ask(published, put_to, by, at, reason)
        return _record(published, "propose", by, at, reason=note_ref(why))


def correct_figure(
    *,
    published: Published,
    as_of: datetime,
    put_to: Signer,
    by: Actor,
    at: datetime,
    reason: str,
    document: str = "",
    seen: int | None = None,
) -> Published:
    """Propose a correction, computed anew, with the old document where none is given; what was published stays as it is, and holds until another person signed this one."""
    figure = figure_of(published.code)
    _refuse_future(as_of, at)
    with transaction.atomic():
        old = lock(published, seen=seen)
        if old.state != PublicationState.PUBLISHED:
            raise WrongState("figure_not_published", "这个值还没有公布。", "请等签发以后再更正。")
        if is_corrected(old):
            raise WrongState(
                "figure_corrected_already", "这个值已经更正，或更正正等着签发。", "请在最近一次更正上再更正。"
            )
        new = _compute(
            figure, old.over, as_of, old.of, by, at, document=document or old.document, revises=old
        )
        why = _ask(new, put_to, by, at, reason)
        return _record(new, "correct", by, at, revises=old.pk, reason=note_ref(why))


def decide_figure(
    *, published: Published, by: Actor, at: datetime, granted: bool, answer: str, seen: int | None = None
) -> Published:
    """Another person signs, and the city has said it; or does not, and it was never said: the period may be proposed again."""
    with transaction.atomic():
        published = lock(published, seen=seen)
        asked = _asked(published)
        decided = decide_approval(approval=asked, by=by, at=at, granted=granted, answer=answer)
        if granted:
            published.state, published.published_at = PublicationState.PUBLISHED, at
            published.verified_by_id, published.verified_at = by.person_id, at
        else:
            published.state, published.revises = PublicationState.REFUSED, None
        said = {"answer": note_ref(decided.answer)} if decided.answer else {}
        return _record(published, "publish" if granted else "refuse", by, at, **said)


def withdraw_figure(*, published: Published, by: Actor, at: datetime, seen: int | None = None) -> Published:
    """Whoever proposed it takes it back before it is signed: it was never said, and the period may be proposed again."""
    with transaction.atomic():
        published = lock(published, seen=seen)
        withdraw_approval(approval=_asked(published), by=by, at=at)
        published.state, published.revises = PublicationState.WITHDRAWN, None
        return _record(published, "withdraw", by, at)


def report_figure(
    *,
    code: str,
    name: str,
    period: Period,
    value: Value,
    as_of: datetime,
    document: str,
    by: Actor,
    at: datetime,
    of: str = "",
    said: str = "",
) -> Published:
    """Keep a figure that somebody else states, with its source. Doubts put it in quarantine; `said` is the number as printed."""
    if not document.strip():
        raise Malformed("figure_needs_source", fields={"document": "请写明出处。"})
    doubts = doubts_about(value, said)
    with transaction.atomic():
        published = _keep(
            code=code,
            name=name,
            period=str(period),
            of=of,
            as_of=as_of,
            value=value,
            by=by,
            at=at,
            document=document.strip(),
            doubts=doubts,
            state=PublicationState.QUARANTINED if doubts else PublicationState.REPORTED,
        )
        return _record(published, "report", by, at)


def verify_figure(*, published: Published, by: Actor, at: datetime, reason: str) -> Published:
    """Another person checked a reported figure against its source and says how."""
    with transaction.atomic():
        published = lock(published)
        if published.state == PublicationState.VERIFIED:
            raise WrongState("figure_verified_already", "这个值已经核实。")
        if not by.hands or published.published_by_id in by.hands:
            raise NotAllowed(
                "figure_own_report", "您录入的值不能由您自己核实。", "请交由另一位有权限的人核实。"
            )
        note = write_note(subject=published.subject, text=reason, at=at)
        published.state, published.verified_by_id, published.verified_at = (
            PublicationState.VERIFIED,
            by.person_id,
            at,
        )
        return _record(published, "verify", by, at, reason=note_ref(note))


def digest_of(published: Published) -> str:
    """SHA-256 over everything that was said; a row that was tampered with no longer matches it."""
    said: dict[str, Json] = {
        name: getattr(published, name)
        for name in (
            "code",
            "name",
            "definition_edition",
            "period",
            "of",
            "as_of",
            "parameter_edition",
            "numerator",
            "denominator",
            "unit",
            "document",
        )
    }
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def _computed(code: str, period: Period, of: str) -> bool:
    said = Published.objects.filter(code=code, period=str(period), of=of, definition_edition__isnull=False)
    return said.exclude(state__in=NEVER_SAID).exists()


def _refuse_future(as_of: datetime, at: datetime) -> None:
    if as_of > at:
        raise Malformed("figure_from_the_future", fields={"as_of": "统计截止时间不能晚于现在。"})


def is_corrected(published: Published) -> bool:
    """Another one was proposed in its place, signed or not yet."""
    return Published.objects.filter(revises=published).exists()


def _asked(published: Published) -> Approval:
    """The signature that it waits for."""
    if published.state != PublicationState.PROPOSED:
        raise WrongState("figure_decided_already", "这个值已经有了决定，或已经撤回。")
    return asked_approval(published.subject, kind=KIND)


def _compute(
    figure: Figure, period: Period, as_of: datetime, of: str, by: Actor, at: datetime, **more: Any
) -> Published:
    return _keep(
        code=figure.code,
        name=figure.name,
        definition_edition=figure.edition,
        parameter_edition=edition(),
        period=str(period),
        of=of,
        as_of=as_of,
        value=figure.value(period, as_of, of),
        by=by,
        at=at,
        state=PublicationState.PROPOSED,
        **more,
    )


def _ask(published: Published, put_to: Signer, by: Actor, at: datetime, reason: str) -> Note:
    """The signer sees the number that is signed, not one that is computed later. Gives back why."""
    why = published.reason = write_note(subject=published.subject, text=reason, at=at)
    published.save(update_fields=["reason"])
    ask_approval(
        kind=KIND,
        subject=published.subject,
        holder=put_to.holder,
        role=put_to.role,
        by=by,
        at=at,
        reason=reason,
        payload={"name": published.name, "said": spoken(published.value, published.over)},
        limit=put_to.limit,
    )
    return why


def _keep(*, value: Value, by: Actor, at: datetime, **fields: Any) -> Published:
    if by.person_id is None:
        raise NotAllowed("figure_needs_person", "指标要由本人登录发布。")
    published = Published(
        numerator=value.numerator,
        denominator=value.denominator,
        unit=value.unit,
        published_by_id=by.person_id,
        published_at=at,
        **fields,
    )
    published.sha256 = digest_of(published)
    published.save()
    return published


def _record(published: Published, verb: str, by: Actor, at: datetime, **more: Json) -> Published:
    data: dict[str, Json] = {
        "code": published.code,
        "name": published.name,
        "period": published.period,
        "of": published.of,
        "as_of": published.as_of,
        "said": str(published.value),
        "numerator": published.numerator,
        "denominator": published.denominator,
        "sha256": published.sha256,
        **more,
    }
    if published.number is None:
        number_it(published, at=at)
    published.entry = record_step(published, verb, by=by, at=at, data=data)
    published.save(update_fields=["entry"])
    return published
