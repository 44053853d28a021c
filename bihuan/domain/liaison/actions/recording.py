"""登记走访: what was seen and said, what the firm raised, what was promised; on the spot or later from the phone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

from django.db import transaction

from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.actions.promising import write_promise
from bihuan.domain.liaison.actions.raising import raise_need
from bihuan.domain.liaison.actions.steps import lock, noted, number_it, owe, record_step, refs, written
from bihuan.domain.liaison.actions.visiting import new_visit
from bihuan.domain.liaison.choices import CONTACT, UPCOMING, VisitKind, VisitState
from bihuan.domain.liaison.models import Answer, Visit
from bihuan.domain.liaison.queries.facts import visit_facts
from bihuan.domain.liaison.queries.questions import edition_on, fitting_answers
from bihuan.domain.liaison.queries.stewards import pairing_of
from bihuan.domain.liaison.rules.visits import (
    may_plan,
    may_record,
    steward_never_inspects,
)
from bihuan.domain.organisations.rules.keys import person_key
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import attach
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.actions import finish_duties
from bihuan.kernel.refusals import refuse_unless
from bihuan.kernel.verbs import files, note

# A visit that was planned within so many days is the one that now took place.
ABOUT_NOW = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Raised:
    """A need that the firm named on a visit."""

    aspect: str
    content: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Promised:
    """What the visitor promised, until when."""

    text: str
    due_on: date


def record_visit(
    *,
    visit: Visit,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    summary: Annotated[str, note("走访记录", "看到什么、谈了什么")],
    answers: Mapping[str, tuple[str, str]] | None = None,
    needs: Sequence[Raised] = (),
    promises: Sequence[Promised] = (),
    photos: Annotated[Sequence[Attachment], files("照片")] = (),
    occurred_at: datetime | None = None,
) -> Visit:
    """登记走访: the ten questions' answers, the needs (each becomes a case at once), the promises, photos.

    answers: code → (value, remark); what the branching does not ask is refused. occurred_at: the phone's time, a claim.
    """
    with transaction.atomic():
        visit = lock(visit, seen=seen)
        refuse_unless(may_record(visit_facts(visit), by))
        edition = edition_on(day_of(at))
        visit.summary = written(visit, summary, "summary", "请写一两句走访记录。", at=at)
        visit.edition, visit.occurred_at, visit.ended_at = edition, occurred_at, at
        visit.state = VisitState.DONE
        said = fitting_answers(edition, answers or {})
        Answer.objects.bulk_create(
            Answer(
                visit=visit,
                enterprise=visit.enterprise,
                code=question.code,
                aspect=question.aspect,
                value=text,
                remark=noted(visit, remark, at=at),
                at=at,
            )
            for question, text, remark in said
        )
        attach(attachments=photos, subject=visit.subject, at=at)
        for need in needs:
            raise_need(
                enterprise=visit.enterprise,
                by=by,
                at=at,
                aspect=need.aspect,
                content=need.content,
                title=need.title,
                visit=visit,
            )
        for promise in promises:
            write_promise(visit, promise.text, promise.due_on, by=by, at=at)
        finish_duties(subject=visit.subject, at=at)
        _contact_made(visit, by=by, at=at)
        counts = {"answers": len(said), "needs": len(needs), "promises": len(promises)}
        data = {"kind": VisitKind(visit.kind).label} | counts | refs(summary=visit.summary)
        record_step(visit, "record", by=by, at=at, data=data)
        return visit


def record_contact(
    *,
    enterprise: Enterprise,
    by: Actor,
    at: datetime,
    kind: VisitKind,
    summary: str,
    answers: Mapping[str, tuple[str, str]] | None = None,
    needs: Sequence[Raised] = (),
    promises: Sequence[Promised] = (),
    photos: Sequence[Attachment] = (),
    occurred_at: datetime | None = None,
) -> Visit:
    """登记走访 from the phone: the visit of mine that was planned about now, else one that nobody had planned. What has happened is
    written down whatever the cap says; the cap is asked when one is planned."""
    with transaction.atomic():
        visit = _planned_about_now(enterprise, by, at) or _unplanned(enterprise, kind, by=by, at=at)
        if visit.kind in (VisitKind.VISIT, VisitKind.CALL) and kind != visit.kind:
            visit.kind = kind
            visit.save(update_fields=["kind"])
        return record_visit(
            visit=visit,
            by=by,
            at=at,
            summary=summary,
            answers=answers,
            needs=needs,
            promises=promises,
            photos=photos,
            occurred_at=occurred_at,
        )


def _planned_about_now(enterprise: Enterprise, by: Actor, at: datetime) -> Visit | None:
    mine = Visit.objects.filter(
        enterprise=enterprise,
        visitor__in=by.hands,
        state__in=sorted(UPCOMING),
        planned_for__range=(at - ABOUT_NOW, at + ABOUT_NOW),
    )
    return mine.exclude(kind=VisitKind.INSPECTION).order_by("planned_for", "id").first()


def _unplanned(enterprise: Enterprise, kind: VisitKind, *, by: Actor, at: datetime) -> Visit:
    refuse_unless(may_plan(by))
    pairing = pairing_of(enterprise, on=day_of(at))
    refuse_unless(steward_never_inspects(kind, by, pairing.steward_id if pairing else None))
    visit = new_visit(enterprise, kind, at, pairing, by=by)
    number_it(visit, at=at)
    data = {"enterprise": enterprise.name, "kind": VisitKind(kind).label, "planned_for": at}
    record_step(visit, "plan", by=by, at=at, data=data | {"number": visit.number})
    return visit


def _contact_made(visit: Visit, *, by: Actor, at: datetime) -> None:
    """The month of coverage begins anew when the steward was there or telephoned; an inspection never counts."""
    pairing = pairing_of(visit.enterprise, on=day_of(at))
    if pairing is None or visit.kind not in CONTACT or pairing.steward_id != visit.visitor_id:
        return
    pairing = lock(pairing)
    finish_duties(subject=pairing.subject, verb="visit", at=at)
    owe(pairing.subject, "visit", holder=person_key(pairing.steward_id), at=at)
    record_step(pairing, "visited", by=by, at=at, data={"visit": visit.number})
