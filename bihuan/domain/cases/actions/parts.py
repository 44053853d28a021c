"""What becomes of a part that was returned, ruled on or recalled; and the part that takes its place."""

from datetime import datetime
from typing import Any

from bihuan.domain.cases.actions.clocks import end_leg_duties, owe
from bihuan.domain.cases.actions.dispatching import open_leg
from bihuan.domain.cases.actions.steps import add_hand, move_leg, pass_to
from bihuan.domain.cases.choices import LegRole, LegState, Stage, State, Step
from bihuan.domain.cases.choices.states import LEG_OPEN
from bihuan.domain.cases.models import Case, Leg, Return
from bihuan.domain.cases.rules.dispatching import may_receive
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.returning import shortfall
from bihuan.domain.organisations.choices import OfficeKind
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.queries import desk_of
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import city_calendar
from bihuan.kernel.duties.actions import finish_duties
from bihuan.kernel.notes.actions import note_ref
from bihuan.kernel.refusals import refuse_unless


def send_on(
    case: Case,
    facts: CaseFacts,
    leg: Leg,
    office: Office,
    *,
    by: Actor,
    at: datetime,
    instruction: str,
    forced: bool,
    anywhere: bool = False,
) -> dict[str, Any]:
    """End a returned part and open the one that replaces it, under the same desk (or, `anywhere`, at the top, in place of the whole
    tree in which it lay); what the entry says."""
    top = top_of(leg)
    remains_until = top.due_at if anywhere else leg.due_at
    above = None if anywhere else leg.parent
    unit = None if above is None else above.office.unit_id or above.office_id
    to = office if above is not None and office.unit_id == unit else desk_of(office)
    refuse_unless(may_receive(facts, to.pk, frozenset(to.line_ids), inside=unit))
    charged = end_returned(case, leg, at=at)
    if anywhere and top.pk != leg.pk:
        recall_tree(top, at=at)
    new = open_leg(
        case,
        to,
        by=by,
        at=at,
        role=LegRole(leg.role),
        instruction=instruction,
        parent=above,
        hops=leg.hops + 1,
        forced=forced,
        remains_until=remains_until,
    )
    short = shortfall(city_calendar(), old_due=remains_until, new_due=new.due_at)
    Return.objects.filter(leg=leg).order_by("-id").filter(agreed=True).update(shortfall=short)
    add_hand(case, Step.DISPATCHED if above is None else Step.SUBDISPATCHED, by=by, at=at)
    if leg.role == LegRole.LEAD:
        pass_to(case, office_id=to.pk, stage=stage_at(to), at=at)
    said = said_of(leg) | {
        "from": leg.office.code,
        "office": to.code,
        "new_leg": new.pk,
        "due_at": new.due_at,
    }
    said |= {"spent": charged, "shortfall": short, "forced": forced}
    if new.instruction is not None:
        said["instruction"] = note_ref(new.instruction)
    return said


def end_returned(case: Case, leg: Leg, *, at: datetime) -> list[list[Any]]:
    """The return is agreed: the part ends as returned, as late as it was when it was signed, since the time after that was not its
    holder's; who spent how many working minutes on it."""
    asked = open_return(leg)
    charged = _charge(case, leg, asked, at=at)
    _answer(case, leg, at=at)
    end_leg_duties(leg, at=asked.signed_at or at, done=False)
    move_leg(leg, to=LegState.RETURNED, at=at)
    asked.decided_at, asked.agreed, asked.charged = at, True, charged
    asked.save(update_fields=["decided_at", "agreed", "charged"])
    return charged


def keep_part(case: Case, leg: Leg, *, at: datetime, forced: bool = False) -> None:
    """The return is not agreed: the part goes on where it was."""
    asked = open_return(leg)
    asked.decided_at, asked.agreed, asked.charged = at, False, _charge(case, leg, asked, at=at)
    asked.save(update_fields=["decided_at", "agreed", "charged"])
    _answer(case, leg, at=at)
    leg.forced = leg.forced or forced
    move_leg(leg, to=LegState.HANDLING if leg.acknowledged_at else LegState.DISPATCHED, at=at)
    if not leg.acknowledged_at:
        owe(case, "acknowledge", holder=leg.office.key, at=at, item=leg.item)
    if leg.role == LegRole.LEAD:
        pass_to(case, office_id=leg.office_id, stage=stage_at(leg.office), at=at)


def recall_tree(leg: Leg, *, at: datetime) -> None:
    """收回 a part and everything that was opened below it; a return that waited for an answer needs none any more."""
    for child in leg.children.select_related("office", "case").filter(state__in=sorted(LEG_OPEN)):
        recall_tree(child, at=at)
    Return.objects.filter(leg=leg, decided_at=None).update(decided_at=at)
    end_leg_duties(leg, at=at, done=False)
    move_leg(leg, to=LegState.RECALLED, at=at)


def top_of(leg: Leg) -> Leg:
    """The part that the office in charge dispatched, at whose bottom this one lies."""
    while leg.parent is not None:
        leg = leg.parent
    return leg


def stage_at(office: Office) -> Stage:
    """A desk receives, everybody else handles."""
    return Stage.DESK if office.kind == OfficeKind.DESK else Stage.HANDLING


def part_of(leg_id: int) -> Leg:
    """A part with everything that its return needs."""
    return Leg.objects.select_related("office", "case__office", "parent__office").get(pk=leg_id)


def open_return(leg: Leg) -> Return:
    """The return that waits for an answer."""
    return Return.objects.get(leg=leg, decided_at=None)


def waits_again(case: Case) -> State | None:
    """A case whose lead part is with somebody new waits for their acknowledgement."""
    waits = case.legs.filter(
        round=case.round, parent=None, role=LegRole.LEAD, state=LegState.DISPATCHED
    ).exists()
    return State.DISPATCHED if waits and case.state == State.HANDLING else None


def _answer(case: Case, leg: Leg, *, at: datetime) -> None:
    """Whoever owed the answer has given it."""
    for verb in ("sign_return", "decide_return", "arbitrate"):
        finish_duties(subject=case.subject, at=at, verb=verb, item=leg.item)


def _charge(case: Case, leg: Leg, asked: Return, *, at: datetime) -> list[list[Any]]:
    """The holder until it was signed, the dispatcher until it was lifted, the office in charge from then on."""
    above = case.office if leg.parent is None else leg.parent.office
    marks = [(leg.office, asked.signed_at or at), (above, asked.lifted_at or at), (case.office, at)]
    calendar, since, charged = city_calendar(), leg.dispatched_at, list[list[Any]]()
    for office, until in marks:
        if until > since:
            charged.append([office.code, calendar.working_minutes_between(since, until)])
            since = until
    return charged


def said_of(leg: Leg, **more: Any) -> dict[str, Any]:
    return {"office": leg.office.code, "leg": leg.pk, **more}
