"""先处置后补单, and the calls by night when nobody acknowledges."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.dispatching import open_leg
from bihuan.domain.cases.actions.steps import add_hand, lock_case, move_case, move_leg, pass_to, record_step
from bihuan.domain.cases.actions.telling import tell_holders
from bihuan.domain.cases.choices import LegRole, LegState, Stage, State, Step
from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.rules.urgent import calls_due, may_handle_first
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.queries import on_duty
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.actions import finish_duties
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.refusals import refuse_unless
from bihuan.kernel.verbs import note


def handle_first(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    doing: Annotated[str, note("正在做什么", "如：已派人到现场、已拉警戒线")],
) -> Case:
    """先处置: an office takes a critical case at once; it counts as accepted, dispatched to it and acknowledged in this moment."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_handle_first(facts_of(case, by), by))
        office = Office.objects.get(pk=by.office_id or 0)
        text = write_note(subject=case.subject, text=doing, at=at)
        if case.state == State.REGISTERED:
            case.accepted_at = at
            finish_duties(subject=case.subject, at=at, verb="accept")
            move_case(case, to=State.ACCEPTED, at=at)
        case.dispatched_at = case.dispatched_at or at
        finish_duties(subject=case.subject, at=at, verb="dispatch")
        leg = open_leg(case, office, by=by, at=at, role=LegRole.LEAD)
        leg.acknowledged_at, leg.handler_id = at, by.person_id
        move_leg(leg, to=LegState.HANDLING, at=at)
        finish_duties(subject=case.subject, at=at, verb="acknowledge", item=leg.item)
        pass_to(case, office_id=office.pk, stage=Stage.HANDLING, at=at)
        move_case(case, to=State.DISPATCHED, at=at)
        add_hand(case, Step.HANDLED, by=by, at=at)
        data = {"office": office.code, "leg": leg.pk, "doing": note_ref(text)}
        record_step(case, "handle_first", by=by, at=at, to=State.HANDLING, data=data)
        return case


def escalate_leg(*, leg: Leg, by: Actor, at: datetime) -> Case:
    """催值班: call the next on duty for a critical part that nobody acknowledged; each once, then it stays with the leader on duty."""
    with transaction.atomic():
        case = lock_case(leg.case)
        leg = Leg.objects.select_related("office").get(pk=leg.pk)
        called = on_duty(leg.office, at)[: calls_due(leg.dispatched_at, at)]
        if leg.state != LegState.DISPATCHED or len(called) <= leg.escalations:
            return case
        new = called[leg.escalations :]
        leg.escalations = len(called)
        leg.save(update_fields=["escalations"])
        data = {"office": leg.office.code, "leg": leg.pk, "step": len(called)}
        entry = record_step(case, "escalate", by=by, at=at, data=data)
        tell_holders(case, entry, [f"person:{person.pk}" for person in new], at=at, critical=True)
        return case
