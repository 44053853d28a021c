"""Figures leave the house here: computed and published, revised, reported by others, verified."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction

from bihuan.kernel.access import Actor
from bihuan.kernel.figures.choices import FigureStatus
from bihuan.kernel.figures.doubts import doubts_about
from bihuan.kernel.figures.models import Published
from bihuan.kernel.figures.periods import Period
from bihuan.kernel.figures.registry import Figure, figure_of
from bihuan.kernel.figures.values import Value
from bihuan.kernel.journal.actions import record
from bihuan.kernel.journal.canonical import Json, canonical
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.parameters.editions import edition
from bihuan.kernel.refusals import Malformed, NotAllowed, WrongState


def publish_figure(
    *,
    code: str,
    period: Period,
    as_of: datetime,
    by: Actor,
    at: datetime,
    of: str = "",
    document: str = "",
) -> Published:
    """Compute a figure and freeze it with its definition, period, as-of and parameters. Once per period; then it is revised."""
    figure = figure_of(code)
    _refuse_future(as_of, at)
    with transaction.atomic():
        if _computed(code, period, of):
            raise WrongState(
                "figure_published_already",
                f"“{figure.name}”{period.label}已经发布。",
                "如需更正，请发布修订。",
            )
        published = _compute(figure, period, as_of, of, by, at, document=document)
        return _record(published, "figure.publish", by, at)


def revise_figure(
    *, published: Published, as_of: datetime, by: Actor, at: datetime, reason: str
) -> Published:
    """Publish a correction, computed anew; the one that was published stays as it is."""
    figure = figure_of(published.code)
    _refuse_future(as_of, at)
    with transaction.atomic():
        old = Published.objects.select_for_update().get(pk=published.pk)
        if Published.objects.filter(revises=old).exists():
            raise WrongState("figure_revised_already", "这个值已经修订过。", "请在最近一次修订上再修订。")
        new = _compute(figure, old.over, as_of, old.of, by, at, document=old.document, revises=old)
        new.reason = write_note(subject=new.subject, text=reason, at=at)
        new.save(update_fields=["reason"])
        return _record(new, "figure.revise", by, at, revises=old.pk, reason=note_ref(new.reason))


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
        published = Published.objects.select_for_update().get(pk=published.pk)
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
    return Published.objects.filter(
        code=code, period=str(period), of=of, definition_edition__isnull=False
    ).exists()


def _refuse_future(as_of: datetime, at: datetime) -> None:
    if as_of > at:
        raise Malformed("figure_from_the_future", fields={"as_of": "统计截止时间不能晚于现在。"})


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
        status=FigureStatus.VERIFIED,
        **more,
    )


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
