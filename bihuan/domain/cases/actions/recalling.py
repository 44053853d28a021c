"""收回; 指定承办人."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.clocks import owe_office
from bihuan.domain.cases.actions.parts import part_of, recall_tree, stage_at
from bihuan.domain.cases.actions.steps import lock_case, move_leg, pass_to, record_step
from bihuan.domain.cases.actions.telling import tell_holders
from bihuan.domain.cases.choices import LegRole, LegState, Stage, State
from bihuan.domain.cases.choices.states import LEG_OPEN
from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.rules.recalling import (
    ASSIGNABLE,
    is_recallable,
    may_assign,
    may_be_handler,
    may_recall,
)
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.queries import tenures_on
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.calendar import day_of
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.refusals import Malformed, Refusal, refuse_unless
from bihuan.kernel.verbs import note, pick


def recall_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    office: Annotated[Office, pick("收回哪个单位的承办件", "office")],
    reason: Annotated[str, note("收回的理由")],
) -> Case:
    """收回: a part and all below it comes back to whoever dispatched it; how late it was until now stays with its holder."""
    if not reason.strip():
        raise Malformed("no_reason", "还没有写明理由。", "请写明。", fields={"reason": "请填写。"})
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_recall(facts, by))
        held = is_recallable(facts, by, office.pk)
        if isinstance(held, Refusal):
            raise held
        leg = part_of(held.id)
        text = write_note(subject=case.subject, text=reason, at=at)
        recall_tree(leg, at=at)
        to = _after_recall(case, leg, at=at)
        said = {"office": leg.office.code, "leg": leg.pk, "reason": note_ref(text)}
        entry = record_step(case, "recall", by=by, at=at, to=to, data=said)
        tell_holders(case, entry, [leg.office.key], at=at)
        return case


def assign_handler(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    handler: Annotated[Person, pick("承办人", "person")],
) -> Case:
    """指定承办人: another person of the same section handles it; office, clock and due moment stay."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_assign(facts, by))
        held = facts.leg_of(by, ASSIGNABLE)
        assert held is not None  # may_assign found it
        members = tenures_on(day_of(at)).filter(post__office=held.office).values_list("person_id", flat=True)
        refuse_unless(may_be_handler(facts, person=handler.pk, members=frozenset(members)))
        Leg.objects.filter(pk=held.id).update(handler=handler)
        entry = record_step(case, "assign", by=by, at=at, data={"leg": held.id, "handler": handler.pk})
        tell_holders(case, entry, [f"person:{handler.pk}"], at=at)
        return case


def _after_recall(case: Case, leg: Leg, *, at: datetime) -> State | None:
    """A desk handles what it took back until it sends it on; the office dispatches again where nobody leads any more."""
    if leg.parent is not None:
        if not leg.parent.children.filter(state__in=sorted(LEG_OPEN)).exists():
            move_leg(leg.parent, to=LegState.HANDLING, at=at)
            if leg.role == LegRole.LEAD:
                pass_to(case, office_id=leg.parent.office_id, stage=stage_at(leg.parent.office), at=at)
        return None
    gone = [LegState.RETURNED, LegState.RECALLED]
    leads = case.legs.filter(round=case.round, parent=None, role=LegRole.LEAD).exclude(state__in=gone)
    if leg.role == LegRole.CO or leads.exists():
        return None
    owe_office(case, "dispatch", role=Role.OFFICE, at=at)
    pass_to(case, office_id=case.office_id, stage=Stage.TRIAGE, at=at)
    return State.ACCEPTED
