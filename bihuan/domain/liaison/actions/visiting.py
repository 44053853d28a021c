"""走访: plan, announce, join, decline, record; what was promised and whether it was kept."""

from datetime import datetime
from typing import Annotated, Any

from django.db import transaction

from bihuan.domain.cases.queries.offices import office_in_charge
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.actions.steps import lock, noted, number_it, owe, record_step, refs, refuse_past
from bihuan.domain.liaison.choices import VisitKind, VisitState
from bihuan.domain.liaison.models import Pairing, Project, Visit, VisitBureau
from bihuan.domain.liaison.queries.facts import visit_facts
from bihuan.domain.liaison.queries.stewards import pairing_of
from bihuan.domain.liaison.queries.visiting import visits_counted
from bihuan.domain.liaison.rules.common import firm_key
from bihuan.domain.liaison.rules.visits import (
    may_announce,
    may_ask_for_call,
    may_cancel,
    may_decline,
    may_join,
    may_plan,
    may_reschedule,
    steward_never_inspects,
    visit_is_needless,
)
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.rules.keys import person_key
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import city_calendar, day_of
from bihuan.kernel.duties.actions import drop_duties
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import refuse_unless
from bihuan.kernel.verbs import choice, line, moment, note, pick


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
    refuse_past(day_of(planned_for), at, field="planned_for")
    refuse_unless_fits(Visit, {"purpose": purpose.strip()})
    with transaction.atomic():
        enterprise = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)
        pairing = pairing_of(enterprise, on=day_of(at))
        refuse_unless(steward_never_inspects(kind, by, pairing.steward_id if pairing else None))
        _refuse_needless(enterprise, kind, planned_for)
        visit = new_visit(
            enterprise, kind, planned_for, pairing, by=by, purpose=purpose.strip(), project=project
        )
        _owe_record(visit, at=at)
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
    refuse_past(day_of(planned_for), at, field="planned_for")
    with transaction.atomic():
        visit = lock(visit, seen=seen)
        refuse_unless(may_reschedule(visit_facts(visit), by))
        _refuse_needless(visit.enterprise, VisitKind(visit.kind), planned_for, but=visit)
        visit.planned_for = planned_for
        drop_duties(subject=visit.subject, at=at)
        _owe_record(visit, at=at)
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
    refuse_unless_fits(VisitBureau, {"topic": topic.strip()})
    with transaction.atomic():
        visit = lock(visit, seen=seen)
        refuse_unless(may_join(visit_facts(visit), by))
        office = Office.objects.get(pk=by.office_id or 0)
        VisitBureau.objects.create(
            visit=visit, office=office, person_id=by.person_id, topic=topic.strip(), joined_at=at
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
        visit.state, visit.ended_at = VisitState.CANCELLED, at
        drop_duties(subject=visit.subject, at=at)
        _said(visit, "cancel", by=by, at=at, told=visit.announced_at is not None)
        return visit


def new_visit(
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


def _answer(visit: Visit, verb: str, state: VisitState, words: str, *, by: Actor, at: datetime) -> Visit:
    visit.state, visit.answered_at = state, at
    visit.answer = noted(visit, words, at=at)
    if state == VisitState.DECLINED:
        visit.ended_at = at
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


def _owe_record(visit: Visit, *, at: datetime) -> None:
    """What was said is written down by the end of the day."""
    due_at = city_calendar().close_of(day_of(visit.planned_for))
    owe(visit.subject, "record", holder=person_key(visit.visitor_id), at=at, due_at=due_at)
