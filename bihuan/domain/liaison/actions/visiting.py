"""走访: plan, announce, join, decline, record; what was promised and whether it was kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from django.db import transaction

from bihuan.domain.cases.queries.offices import office_in_charge
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.actions.raising import raise_need
from bihuan.domain.liaison.actions.steps import lock, noted, number_it, owe, record_step, refs, written
from bihuan.domain.liaison.choices import CONTACT, UPCOMING, PromiseState, VisitKind, VisitState
from bihuan.domain.liaison.models import Answer, Pairing, Project, Promise, Visit, VisitBureau
from bihuan.domain.liaison.queries.facts import promise_facts, visit_facts
from bihuan.domain.liaison.queries.questions import edition_on, fitting_answers
from bihuan.domain.liaison.queries.stewards import pairing_of
from bihuan.domain.liaison.queries.visiting import visits_counted
from bihuan.domain.liaison.rules.common import firm_key
from bihuan.domain.liaison.rules.visits import (
    may_announce,
    may_ask_for_call,
    may_cancel,
    may_decline,
    may_join,
    may_keep_promise,
    may_plan,
    may_promise,
    may_record,
    may_reschedule,
    steward_never_inspects,
    visit_is_needless,
)
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.rules.keys import person_key
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import attach
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.calendar import city_calendar, day_of
from bihuan.kernel.duties.actions import drop_duties, finish_duties
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.verbs import choice, day, files, line, moment, note, pick

# A visit that was planned within so many days is the one that now took place.
ABOUT_NOW = timedelta(days=7)


def plan_visit(
    *,
    by: Actor,
    at: datetime,
    enterprise: Annotated[Enterprise, pick("企业", "enterprise")],
    planned_for: Annotated[datetime, moment("什么时候")],
    kind: Annotated[VisitKind, choice("形式")] = VisitKind.VISIT,
    purpose: Annotated[str, line("事由")] = "",
    project: Annotated[Project | None, pick("项目", "project")] = None,
) -> Visit:
    """计划走访: counted across all bureaus, so that no firm is visited more often than the cap allows."""
    refuse_unless(may_plan(by))
    if day_of(planned_for) < day_of(at):
        raise Malformed("past_day", "时间已经过去。", fields={"planned_for": "请填写今天或以后的时间。"})
    with transaction.atomic():
        enterprise = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)
        pairing = pairing_of(enterprise, on=day_of(at))
        refuse_unless(steward_never_inspects(kind, by, pairing.steward_id if pairing else None))
        _refuse_needless(enterprise, kind, planned_for)
        visit = _new_visit(
            enterprise, kind, planned_for, pairing, by=by, purpose=purpose.strip()[:120], project=project
        )
        owe(
            visit.subject,
            "record",
            holder=person_key(visit.visitor_id),
            at=at,
            due_at=_by_evening(planned_for),
        )
        number_it(visit, at=at)
        data = {"enterprise": enterprise.name, "kind": VisitKind(kind).label, "planned_for": planned_for}
        record_step(visit, "plan", by=by, at=at, data=data | {"number": visit.number})
        return visit


def announce_visit(*, visit: Visit, by: Actor, at: datetime, seen: int | None = None) -> Visit:
    """告知企业: the firm may decline or ask for a call instead."""
    with transaction.atomic():
        visit = lock(visit, seen=seen)
        refuse_unless(may_announce(visit_facts(visit), by))
        visit.state, visit.announced_at = VisitState.ANNOUNCED, at
        _said(visit, "announce", by=by, at=at)
        return visit


def reschedule_visit(
    *,
    visit: Visit,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    planned_for: Annotated[datetime, moment("改到什么时候")],
) -> Visit:
    """改期; a firm that had been told is told again."""
    if day_of(planned_for) < day_of(at):
        raise Malformed("past_day", "时间已经过去。", fields={"planned_for": "请填写今天或以后的时间。"})
    with transaction.atomic():
        visit = lock(visit, seen=seen)
        refuse_unless(may_reschedule(visit_facts(visit), by))
        _refuse_needless(visit.enterprise, VisitKind(visit.kind), planned_for, but=visit)
        visit.planned_for = planned_for
        drop_duties(subject=visit.subject, at=at)
        owe(
            visit.subject,
            "record",
            holder=person_key(visit.visitor_id),
            at=at,
            due_at=_by_evening(planned_for),
        )
        _said(visit, "reschedule", by=by, at=at, told=visit.announced_at is not None)
        return visit


def join_visit(
    *,
    visit: Visit,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    topic: Annotated[str, line("带什么事去")] = "",
) -> Visit:
    """加入走访: several bureaus come once instead of one after another."""
    with transaction.atomic():
        visit = lock(visit, seen=seen)
        refuse_unless(may_join(visit_facts(visit), by))
        office = Office.objects.get(pk=by.office_id or 0)
        VisitBureau.objects.create(
            visit=visit, office=office, person_id=by.person_id, topic=topic.strip()[:120], joined_at=at
        )
        visit.kind = VisitKind.JOINT
        told = [person_key(visit.visitor_id)]
        record_step(visit, "join", by=by, at=at, data={"office": office.short_name}, tell=told)
        return visit


def decline_visit(
    *,
    visit: Visit,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    words: Annotated[str, note("想说的话", "可以不写")] = "",
) -> Visit:
    """谢绝走访: the firm's right; no reason is needed."""
    with transaction.atomic():
        visit = lock(visit, seen=seen)
        refuse_unless(may_decline(visit_facts(visit), by))
        return _answer(visit, "decline", VisitState.DECLINED, words, by=by, at=at)


def ask_for_call(
    *,
    visit: Visit,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    words: Annotated[str, note("什么时候方便", "可以不写")] = "",
) -> Visit:
    """改为电话: nobody comes; the visitor telephones."""
    with transaction.atomic():
        visit = lock(visit, seen=seen)
        refuse_unless(may_ask_for_call(visit_facts(visit), by))
        visit.kind = VisitKind.CALL
        return _answer(visit, "ask_for_call", VisitState.CALL_ASKED, words, by=by, at=at)


def cancel_visit(*, visit: Visit, by: Actor, at: datetime, seen: int | None = None) -> Visit:
    """取消走访; a firm that had been told is told."""
    with transaction.atomic():
        visit = lock(visit, seen=seen)
        refuse_unless(may_cancel(visit_facts(visit), by))
        visit.state = VisitState.CANCELLED
        drop_duties(subject=visit.subject, at=at)
        _said(visit, "cancel", by=by, at=at, told=visit.announced_at is not None)
        return visit


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
        visit.edition, visit.occurred_at, visit.done_at = edition, occurred_at, at
        visit.state = VisitState.DONE
        said = fitting_answers(edition, answers or {})
        Answer.objects.bulk_create(
            Answer(
                visit=visit,
                enterprise=visit.enterprise,
                code=question.code,
                aspect=question.aspect,
                value=text[:80],
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
            _promise(visit, promise.text, promise.due_on, by=by, at=at)
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


def make_promise(
    *,
    visit: Visit,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    text: Annotated[str, note("承诺什么")],
    due_on: Annotated[date, day("什么时候以前")],
) -> Visit:
    """承诺: what the visitor will do for the firm, and until when."""
    with transaction.atomic():
        visit = lock(visit, seen=seen)
        refuse_unless(may_promise(visit_facts(visit), by))
        _promise(visit, text, due_on, by=by, at=at)
        return visit


def keep_promise(
    *,
    visit_promise: Promise,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    result: Annotated[str, note("怎么兑现的")],
) -> Promise:
    """兑现承诺; the firm is told."""
    return _end_promise(visit_promise, "keep", PromiseState.KEPT, result, by=by, at=at, seen=seen)


def release_promise(
    *,
    visit_promise: Promise,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    result: Annotated[str, note("为什么不能兑现", "企业会看到")],
) -> Promise:
    """不能兑现: told to the firm with the reason, counted."""
    return _end_promise(visit_promise, "release", PromiseState.RELEASED, result, by=by, at=at, seen=seen)


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
    visit = _new_visit(enterprise, kind, at, pairing, by=by)
    number_it(visit, at=at)
    data = {"enterprise": enterprise.name, "kind": VisitKind(kind).label, "planned_for": at}
    record_step(visit, "plan", by=by, at=at, data=data | {"number": visit.number})
    return visit


def _new_visit(
    enterprise: Enterprise,
    kind: VisitKind,
    when: datetime,
    pairing: Pairing | None,
    *,
    by: Actor,
    **more: Any,
) -> Visit:
    visit = Visit(
        enterprise=enterprise,
        office=office_in_charge(region=enterprise.region, respondent=None, about_conduct=False),
        visitor_id=by.acting_for_id or by.hand,
        visitor_office_id=by.office_id or 0,
        is_steward=pairing is not None and pairing.steward_id in by.hands,
        kind=kind,
        planned_for=when,
        **more,
    )
    visit.save()
    return visit


def _end_promise(
    promise: Promise,
    verb: str,
    state: PromiseState,
    result: str,
    *,
    by: Actor,
    at: datetime,
    seen: int | None,
) -> Promise:
    with transaction.atomic():
        promise = lock(promise, seen=seen)
        refuse_unless(may_keep_promise(promise_facts(promise), by))
        promise.result = written(promise, result, "result", "请写清楚。", at=at)
        promise.state, promise.ended_at = state, at
        finish_duties(subject=promise.subject, at=at)
        firm = firm_key(promise.enterprise_id)
        record_step(promise, verb, by=by, at=at, data=refs(result=promise.result), tell=[firm])
        return promise


def _promise(visit: Visit, text: str, due_on: date, *, by: Actor, at: datetime) -> Promise:
    if due_on < day_of(at):
        raise Malformed("past_day", "承诺日期已经过去。", fields={"due_on": "请填写今天或以后的日期。"})
    promise = Promise.objects.create(
        visit=visit, enterprise=visit.enterprise, holder_id=visit.visitor_id, due_on=due_on
    )
    promise.text = written(promise, text, "text", "请写承诺什么。", at=at)
    owe(
        promise.subject,
        "keep",
        holder=person_key(visit.visitor_id),
        at=at,
        due_at=city_calendar().close_of(due_on),
    )
    record_step(promise, "make", by=by, at=at, data={"due_on": due_on} | refs(text=promise.text))
    return promise


def _contact_made(visit: Visit, *, by: Actor, at: datetime) -> None:
    """The month of coverage begins anew when the steward was there or telephoned; an inspection never counts."""
    pairing = pairing_of(visit.enterprise, on=day_of(at))
    if pairing is None or visit.kind not in CONTACT or pairing.steward_id != visit.visitor_id:
        return
    pairing = lock(pairing)
    finish_duties(subject=pairing.subject, verb="visit", at=at)
    owe(pairing.subject, "visit", holder=person_key(pairing.steward_id), at=at)
    record_step(pairing, "visited", by=by, at=at, data={"visit": visit.number})


def _answer(visit: Visit, verb: str, state: VisitState, words: str, *, by: Actor, at: datetime) -> Visit:
    visit.state, visit.answered_at = state, at
    visit.answer = noted(visit, words, at=at)
    if state == VisitState.DECLINED:
        drop_duties(subject=visit.subject, at=at)
    told = [person_key(visit.visitor_id)]
    record_step(visit, verb, by=by, at=at, data=refs(answer=visit.answer), tell=told)
    return visit


def _said(visit: Visit, verb: str, *, by: Actor, at: datetime, told: bool = True) -> None:
    data = {"planned_for": visit.planned_for}
    record_step(visit, verb, by=by, at=at, data=data, tell=[firm_key(visit.enterprise_id)] if told else ())


def _refuse_needless(
    enterprise: Enterprise, kind: VisitKind, when: datetime, *, but: Visit | None = None
) -> None:
    on = day_of(when)
    counted = visits_counted(enterprise, on=on, but=but)
    refuse_unless(
        visit_is_needless(
            kind,
            on_site=counted.on_site_this_month,
            cap=value("liaison.visit_cap", on=on),
            inspections=counted.inspections_this_year,
            inspection_cap=value("liaison.inspection_cap", on=on),
        )
    )


def _by_evening(planned_for: datetime) -> datetime:
    """What was said is written down by the end of the next day."""
    return city_calendar().close_of(day_of(planned_for))
