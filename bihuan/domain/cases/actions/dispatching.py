"""派单 and 二次派单."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.clocks import owe, promise_of
from bihuan.domain.cases.actions.parties import add_office_line
from bihuan.domain.cases.actions.steps import add_hand, lock_case, move_leg, pass_to, record_step
from bihuan.domain.cases.choices import LegRole, LegState, PartyRole, Stage, State, Step
from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.queries.limits import limit_for
from bihuan.domain.cases.rules.dispatching import (
    co_due,
    differ,
    leg_due,
    may_dispatch,
    may_receive,
    may_subdispatch,
)
from bihuan.domain.cases.rules.returning import MOST_HOPS
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.queries import desk_of
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import Limit, city_calendar
from bihuan.kernel.duties.actions import finish_duties, start_duty
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.refusals import refuse_unless
from bihuan.kernel.verbs import limit as limit_input
from bihuan.kernel.verbs import note, pick, picks


def dispatch_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    office: Annotated[Office, pick("主办单位", "office", help="派到单位的派单台，由它签收后再派到科室")],
    co_offices: Annotated[Sequence[Office], picks("协办单位", "office")] = (),
    instruction: Annotated[str, note("拟办意见")] = "",
    limit: Annotated[Limit | None, limit_input("办理时限", "不填按分级时限；不会超过对反映人的承诺")] = None,
) -> Case:
    """派单: the lead's desk and the co-handlers' desks owe their parts from this moment on, not from acknowledgement."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_dispatch(facts, by))
        lead, *helpers = desks = [desk_of(one) for one in (office, *co_offices)]
        refuse_unless(differ([desk.pk for desk in desks]))
        for desk in desks:
            refuse_unless(may_receive(facts, desk.pk, frozenset(desk.line_ids)))
        case.dispatched_at = case.dispatched_at or at
        hops = hops_so_far(case)
        leg = open_leg(
            case,
            lead,
            by=by,
            at=at,
            role=LegRole.LEAD,
            instruction=instruction,
            limit=limit,
            hops=hops,
            forced=hops >= MOST_HOPS,
        )
        for desk in helpers:
            open_leg(case, desk, by=by, at=at, role=LegRole.CO, instruction=instruction, lead_due=leg.due_at)
        add_hand(case, Step.DISPATCHED, by=by, at=at)
        finish_duties(subject=case.subject, at=at, verb="dispatch")
        pass_to(case, office_id=lead.pk, stage=Stage.DESK, at=at)
        record_step(case, "dispatch", by=by, at=at, to=State.DISPATCHED, data=_said(leg, co_offices))
        return case


def subdispatch_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    office: Annotated[Office, pick("承办科室或下级单位", source="office")],
    instruction: Annotated[str, note("拟办意见")] = "",
) -> Case:
    """二次派单: the desk hands on to a section of its unit, or to a unit below; the part is never due later than the desk's own."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_subdispatch(facts, by))
        held = facts.leg_of(by, {LegState.HANDLING, LegState.DELEGATED})
        assert held is not None  # may_subdispatch found it
        parent = Leg.objects.select_related("office").get(pk=held.id)
        to = office if office.unit_id == held.unit else desk_of(office)
        refuse_unless(may_receive(facts, to.pk, frozenset(to.line_ids), inside=held.unit))
        hops = hops_so_far(case, LegRole(parent.role), parent)
        leg = open_leg(
            case,
            to,
            by=by,
            at=at,
            role=LegRole(parent.role),
            instruction=instruction,
            parent=parent,
            hops=hops,
            forced=hops >= MOST_HOPS,
        )
        if parent.state == LegState.HANDLING:
            move_leg(parent, to=LegState.DELEGATED, at=at)
        add_hand(case, Step.SUBDISPATCHED, by=by, at=at)
        if parent.role == LegRole.LEAD:
            pass_to(case, office_id=to.pk, stage=Stage.HANDLING, at=at)
        record_step(case, "subdispatch", by=by, at=at, data={"from": parent.office.code} | _said(leg, ()))
        return case


def hops_so_far(case: Case, role: LegRole = LegRole.LEAD, parent: Leg | None = None) -> int:
    """How often a part was returned to this dispatcher in this round."""
    return case.legs.filter(round=case.round, parent=parent, role=role, state=LegState.RETURNED).count()


def open_leg(
    case: Case,
    office: Office,
    *,
    by: Actor,
    at: datetime,
    role: LegRole,
    instruction: str = "",
    parent: Leg | None = None,
    lead_due: datetime | None = None,
    hops: int = 0,
    forced: bool = False,
    limit: Limit | None = None,
    remains_until: datetime | None = None,
) -> Leg:
    """One more office owes a part: it sees the case, its clock runs, and it owes its acknowledgement.

    limit: instead of the grade's own.   remains_until: what was left to the part that this one replaces; never less than the least, even
    where its desk is late by then: that lateness is the desk's.
    """
    outer = remains_until or (parent.due_at if parent else (promise_of(case).due_at or at))
    target = limit or limit_for(case, "handle", at=at)
    calendar = city_calendar()
    if lead_due is not None:
        due, governs = co_due(calendar, at=at, lead_due=lead_due), False
    else:
        due, governs = leg_due(
            calendar, at=at, target=target, outer=outer, least=limit_for(case, "least", at=at)
        )
    if parent is not None and remains_until is None and due > parent.due_at:
        due, governs = parent.due_at, False
    leg = Leg.objects.create(
        case=case,
        round=case.round,
        parent=parent,
        office=office,
        role=role,
        instruction=write_note(subject=case.subject, text=instruction, at=at)
        if instruction.strip()
        else None,
        forced=forced,
        hops=hops,
        limit=str(target),
        dispatched_at=at,
        due_at=due,
    )
    start_duty(
        subject=case.subject,
        verb="handle",
        holder=office.key,
        item=leg.item,
        started_at=at,
        **({"limit": target} if governs else {"due_at": due}),
    )
    owe(case, "acknowledge", holder=office.key, at=at, item=leg.item)
    if role == LegRole.LEAD and parent is None:
        owe(case, "contact", holder=office.key, at=at, item=leg.item)
    add_office_line(case, office, PartyRole.HANDLER)
    return leg


def _said(leg: Leg, co_offices: Sequence[Office]) -> dict[str, object]:
    said: dict[str, object] = {
        "office": leg.office.code,
        "leg": leg.pk,
        "due_at": leg.due_at,
        "role": leg.role,
    }
    if co_offices:
        said["co_offices"] = [office.code for office in co_offices]
    if leg.instruction is not None:
        said["instruction"] = note_ref(leg.instruction)
    return said
