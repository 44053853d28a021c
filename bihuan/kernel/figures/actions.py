"""Figures leave the house here: computed and proposed by one, signed by another; revised; reported by others, verified."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.actions import ask_approval, decide_approval
from bihuan.kernel.approvals.queries import asked_approval
from bihuan.kernel.calendar import Limit
from bihuan.kernel.figures.choices import FigureStatus
from bihuan.kernel.figures.doubts import doubts_about
from bihuan.kernel.figures.models import Published
from bihuan.kernel.figures.periods import Period
from bihuan.kernel.figures.registry import Figure, figure_of
from bihuan.kernel.figures.values import Value, spoken
from bihuan.kernel.journal.actions import record
from bihuan.kernel.journal.canonical import Json, canonical
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.notes.models import Note
from bihuan.kernel.parameters.editions import edition
from bihuan.kernel.refusals import Malformed, NotAllowed, WrongState

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
    is revised."""
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
        return _record(published, "figure.propose", by, at, reason=note_ref(why))


def revise_figure(
    *, published: Published, as_of: datetime, put_to: Signer, by: Actor, at: datetime, reason: str
) -> Published:
    """Propose a correction, computed anew; what was published stays as it is, and holds until another person signed this one."""
    figure = figure_of(published.code)
    _refuse_future(as_of, at)
    with transaction.atomic():
        old = lock_published(published.pk)
        if old.status != FigureStatus.PUBLISHED:
            raise WrongState("figure_not_published", "这个值还没有公布。", "请等签发以后再更正。")
        if Published.objects.filter(revises=old).exists():
            raise WrongState("figure_revised_already", "这个值已经修订过。", "请在最近一次修订上再修订。")
        new = _compute(figure, old.over, as_of, old.of, by, at, document=old.document, revises=old)
        why = _ask(new, put_to, by, at, reason)
        return _record(new, "figure.revise", by, at, revises=old.pk, reason=note_ref(why))


def decide_figure(*, published: Published, by: Actor, at: datetime, granted: bool, answer: str) -> Published:
    """Another person signs, and the city has said it; or does not, and it was never said: the period may be proposed again."""
    with transaction.atomic():
        published = lock_published(published.pk)
        if published.status != FigureStatus.PROPOSED:
            raise WrongState("figure_decided_already", "这个值已经有了决定。")
        asked = asked_approval(published.subject, kind=KIND)
        decided = decide_approval(approval=asked, by=by, at=at, granted=granted, answer=answer)
        if granted:
            published.status, published.published_at = FigureStatus.PUBLISHED, at
            published.verified_by_id, published.verified_at = by.person_id, at
        else:
            published.status, published.revises = FigureStatus.REFUSED, None
        published.save(update_fields=["status", "published_at", "verified_by", "verified_at", "revises"])
        event = "figure.publish" if granted else "figure.refuse"
        said = {"answer": note_ref(decided.answer)} if decided.answer else {}
        return _record(published, event, by, at, **said)


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
            status=FigureStatus.QUARANTINED if doubts else FigureStatus.REPORTED,
        )
        return _record(published, "figure.report", by, at)


def verify_figure(*, published: Published, by: Actor, at: datetime, reason: str) -> Published:
    """Another person checked a reported figure against its source and says how."""
    with transaction.atomic():
        published = lock_published(published.pk)
        if published.status == FigureStatus.VERIFIED:
            raise WrongState("figure_verified_already", "这个值已经核实。")
        if not by.hands or published.published_by_id in by.hands:
            raise NotAllowed(
                "figure_own_report", "您录入的值不能由您自己核实。", "请交由另一位有权限的人核实。"
            )
        note = write_note(subject=published.subject, text=reason, at=at)
        published.status, published.verified_by_id, published.verified_at = (
            FigureStatus.VERIFIED,
            by.person_id,
            at,
        )
        published.save(update_fields=["status", "verified_by", "verified_at"])
        return _record(published, "figure.verify", by, at, reason=note_ref(note))


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
    return said.exclude(status=FigureStatus.REFUSED).exists()


def _refuse_future(as_of: datetime, at: datetime) -> None:
    if as_of > at:
        raise Malformed("figure_from_the_future", fields={"as_of": "统计截止时间不能晚于现在。"})


def lock_published(pk: int) -> Published:
    """The row as it is now, locked until the transaction ends."""
    return Published.objects.select_for_update().get(pk=pk)


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
        status=FigureStatus.PROPOSED,
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


def _record(published: Published, event: str, by: Actor, at: datetime, **more: Json) -> Published:
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
    published.entry = record(subject=published.subject, event=event, by=by, at=at, data=data)
    published.save(update_fields=["entry"])
    return published
