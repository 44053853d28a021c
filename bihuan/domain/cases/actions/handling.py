"""签收, 联系反映人."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.steps import lock_case, move_leg, pass_to, record_step
from bihuan.domain.cases.choices import ContactMeans, LegRole, LegState, Stage, State
from bihuan.domain.cases.models import Case, Contact, Leg
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.rules.handling import CONTACTS, may_acknowledge, may_contact
from bihuan.domain.organisations.choices import OfficeKind
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.actions import finish_duties
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.refusals import refuse_unless
from bihuan.kernel.verbs import choice, note, verdict


def acknowledge_case(*, case: Case, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """签收: the office has it and its people work on it. The clock has been running since dispatch."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_acknowledge(facts, by))
        held = facts.leg_of(by, {LegState.DISPATCHED})
        assert held is not None  # may_acknowledge found it
        leg = Leg.objects.select_related("office").get(pk=held.id)
        leg.acknowledged_at = at
        leg.handler_id = by.person_id
        move_leg(leg, to=LegState.HANDLING, at=at)
        finish_duties(subject=case.subject, at=at, verb="acknowledge", item=leg.item)
        if leg.role == LegRole.LEAD:
            stage = Stage.DESK if leg.office.kind == OfficeKind.DESK else Stage.HANDLING
            pass_to(case, office_id=leg.office_id, stage=stage, at=at)
        to = State.HANDLING if case.state == State.DISPATCHED and leg.role == LegRole.LEAD else None
        record_step(case, "acknowledge", by=by, at=at, to=to, data={"office": leg.office.code, "leg": leg.pk})
        return case


def contact_reporter(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    means: Annotated[ContactMeans, choice("联系方式")],
    reached: Annotated[bool, verdict("已联系上", "没有联系上", legend="结果")],
    gist: Annotated[str, note("联系情况")] = "",
) -> Case:
    """联系反映人: the reporter hears from whoever holds the case; asked again at follow-up whether it was so."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_contact(facts, by))
        held = facts.leg_of(by, CONTACTS)
        text = write_note(subject=case.subject, text=gist, at=at)
        Contact.objects.create(
            case=case,
            leg_id=held.id if held else None,
            at=at,
            by_id=by.hand,
            means=means,
            reached=reached,
            gist=text,
        )
        if reached:
            finish_duties(subject=case.subject, at=at, verb="contact")
            case.urgent_contacted_at = case.urgent_contacted_at or at
        record_step(
            case, "contact", by=by, at=at, data={"means": means, "reached": reached, "gist": note_ref(text)}
        )
        return case
