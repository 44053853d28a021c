"""退单, 审签, 同意, 改派, 强制派单, 不同意; and the calendar's lifting of what nobody answered."""

from datetime import datetime
from typing import Annotated, Any

from django.db import transaction

from bihuan.domain.cases.actions.clocks import end_leg_duties, owe, owe_office
from bihuan.domain.cases.actions.dispatching import open_leg
from bihuan.domain.cases.actions.steps import add_hand, lock_case, move_leg, pass_to, record_step
from bihuan.domain.cases.choices import LegRole, LegState, Stage, State, Step
from bihuan.domain.cases.models import Case, Leg, Return
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.queries.limits import limit_for
from bihuan.domain.cases.rules.completing import SIGNS_BELOW
from bihuan.domain.cases.rules.dispatching import may_receive
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.returning import (
    RETURNABLE,
    answered_by,
    may_accept_return,
    may_force_dispatch,
    may_reassign,
    may_refuse_return,
    may_return,
    may_sign_return,
    not_too_late,
    shortfall,
    unsigned_of,
)
from bihuan.domain.organisations.choices import OfficeKind, Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.queries import desk_of
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import city_calendar
from bihuan.kernel.duties.actions import drop_duties, finish_duties
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.verbs import note, pick


def return_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    proper: Annotated[Office, pick("应由哪个单位办", "office")],
    clause: Annotated[str, note("职责依据", "写明三定方案或法规的条款")],
) -> Case:
    """退单: names the proper unit and the duty clause. A handler's waits for the section head; a head's or a desk's takes effect at once.
    首接负责: until it is answered the part, its clock and the contact with the reporter stay where they are."""
    _refuse_unless_said(clause, "clause")
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_return(facts, by))
        held = facts.leg_of(by, RETURNABLE)
        assert held is not None  # may_return found it
        leg = part_of(held.id)
        _refuse_unless_elsewhere(proper, leg)
        _refuse_if_too_late(case, leg, at=at)
        text = write_note(subject=case.subject, text=clause, at=at)
        asked = Return.objects.create(
            leg=leg, proper=proper, clause=text, proposed_by_id=by.hand, proposed_at=at
        )
        finish_duties(subject=case.subject, at=at, verb="acknowledge", item=leg.item)
        leg.first_receiver = leg.hops == 0
        move_leg(leg, to=LegState.RETURNING, at=at)
        signs = leg.office.kind not in SIGNS_BELOW or by.has(Role.SECTION_HEAD)
        if signs:
            _sign(case, leg, asked, by=by, at=at)
        else:
            owe(case, "sign_return", holder=leg.office.key, role=Role.SECTION_HEAD, at=at, item=leg.item)
        record_step(
            case,
            "return",
            by=by,
            at=at,
            data=_said(leg, proper=proper.code, clause=note_ref(text), signed=signs),
        )
        return case


def sign_return(*, case: Case, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """退单审签: the section head stands behind it; now whoever dispatched owes an answer."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_sign_return(facts, by))
        held = unsigned_of(facts, by)
        assert held is not None  # may_sign_return found it
        leg = part_of(held.id)
        _refuse_if_too_late(case, leg, at=at)
        finish_duties(subject=case.subject, at=at, verb="sign_return", item=leg.item)
        _sign(case, leg, open_return(leg), by=by, at=at)
        record_step(case, "sign_return", by=by, at=at, data=_said(leg))
        return case


def accept_return(*, case: Case, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """同意退单: the section's part comes back to its desk."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_accept_return(facts, by))
        leg = _answered(facts, by)
        assert leg.parent is not None  # may_accept_return saw to it
        charged = end_returned(case, leg, at=at)
        if not leg.parent.children.filter(state__in=_OPEN).exists():
            move_leg(leg.parent, to=LegState.HANDLING, at=at)
        if leg.role == LegRole.LEAD:
            pass_to(case, office_id=leg.parent.office_id, stage=stage_at(leg.parent.office), at=at)
        record_step(case, "accept_return", by=by, at=at, data=_said(leg, spent=charged))
        return case


def reassign_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    office: Annotated[Office, pick("改派给", "office")],
    instruction: Annotated[str, note("拟办意见")] = "",
) -> Case:
    """改派: agree to the return and dispatch again in one step. The reporter's date does not move: the new part gets what remains, at
    least one working day, and the shortfall is charged to whoever spent it."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_reassign(facts, by))
        leg = _answered(facts, by)
        said = send_on(case, facts, leg, office, by=by, at=at, instruction=instruction, forced=False)
        record_step(case, "reassign", by=by, at=at, to=waits_again(case), data=said)
        return case


def force_dispatch(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    office: Annotated[Office, pick("强制派给", "office")],
    reasons: Annotated[str, note("理由", "写明为什么由它办；强制派单不能再退")],
) -> Case:
    """强制派单: after the second return somebody gets it for good."""
    _refuse_unless_said(reasons, "reasons")
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_force_dispatch(facts, by))
        leg = _answered(facts, by)
        said = send_on(case, facts, leg, office, by=by, at=at, instruction=reasons, forced=True)
        record_step(case, "force_dispatch", by=by, at=at, to=waits_again(case), data=said)
        return case


def refuse_return(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("不同意的理由")],
) -> Case:
    """不同意退单: the part stays; its clock has been running all the time."""
    _refuse_unless_said(reason, "reason")
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_refuse_return(facts, by))
        held = unsigned_of(facts, by) if may_sign_return(facts, by) is None else answered_by(facts, by)
        assert held is not None  # may_refuse_return found it
        leg = part_of(held.id)
        text = write_note(subject=case.subject, text=reason, at=at)
        keep_part(case, leg, at=at)
        record_step(case, "refuse_return", by=by, at=at, data=_said(leg, reason=note_ref(text)))
        return case


def lift_return(*, case: Case, leg: Leg, by: Actor, at: datetime) -> Case:
    """升级裁定: the calendar found that nobody answered a return in time. An arbiter of the office in charge owes the ruling."""
    with transaction.atomic():
        case = lock_case(case)
        leg = part_of(leg.pk)
        facts = facts_of(case)
        if leg.state != LegState.RETURNING or not any(
            one.id == leg.pk and facts.owes("decide_return", one) for one in facts.legs
        ):
            raise WrongState("answered_already", "这次退单已有答复。", "")
        Return.objects.filter(leg=leg, decided_at=None).update(lifted_at=at)
        drop_duties(subject=case.subject, at=at, verb="decide_return", item=leg.item)
        owe_office(case, "arbitrate", role=Role.ARBITER, at=at, item=leg.item)
        if leg.role == LegRole.LEAD:
            pass_to(case, office_id=case.office_id, stage=Stage.ARBITRATION, at=at)
        record_step(case, "lift_return", by=by, at=at, data=_said(leg))
        return case


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
    said = _said(leg) | {"from": leg.office.code, "office": to.code, "new_leg": new.pk, "due_at": new.due_at}
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
    for child in leg.children.select_related("office", "case").filter(state__in=_OPEN):
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


_OPEN = [LegState.DISPATCHED, LegState.HANDLING, LegState.DELEGATED, LegState.RETURNING, LegState.SUBMITTED]


def _answer(case: Case, leg: Leg, *, at: datetime) -> None:
    """Whoever owed the answer has given it."""
    for verb in ("sign_return", "decide_return", "arbitrate"):
        finish_duties(subject=case.subject, at=at, verb=verb, item=leg.item)


def _sign(case: Case, leg: Leg, asked: Return, *, by: Actor, at: datetime) -> None:
    """Signed: it takes effect, and whoever dispatched owes the answer, within whose time it now is."""
    asked.signed_by_id, asked.signed_at = by.hand, at
    asked.save(update_fields=["signed_by", "signed_at"])
    if leg.parent is None:
        owe_office(case, "decide_return", role=Role.OFFICE, at=at, item=leg.item)
    else:
        owe(case, "decide_return", holder=leg.parent.office.key, at=at, item=leg.item)
    if leg.role == LegRole.LEAD:
        office = case.office if leg.parent is None else leg.parent.office
        stage = Stage.TRIAGE if leg.parent is None else stage_at(office)
        pass_to(case, office_id=office.pk, stage=stage, at=at)


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


def _answered(facts: CaseFacts, by: Actor) -> Leg:
    held = answered_by(facts, by)
    assert held is not None  # the rule found it
    return part_of(held.id)


def waits_again(case: Case) -> State | None:
    """A case whose lead part is with somebody new waits for their acknowledgement."""
    waits = case.legs.filter(
        round=case.round, parent=None, role=LegRole.LEAD, state=LegState.DISPATCHED
    ).exists()
    return State.DISPATCHED if waits and case.state == State.HANDLING else None


def _refuse_if_too_late(case: Case, leg: Leg, *, at: datetime) -> None:
    limit = limit_for(case, "return", at=leg.dispatched_at)
    refuse_unless(not_too_late(at=at, until=city_calendar().due(leg.dispatched_at, limit).at))


def _refuse_unless_elsewhere(proper: Office, leg: Leg) -> None:
    if proper.pk in (leg.office_id, leg.office.unit_id if leg.parent is None else leg.office_id):
        raise Malformed(
            "own_office",
            "应由哪个单位办，不能填自己。",
            "请写明应该由谁办。",
            fields={"proper": "请选别的单位。"},
        )


def _refuse_unless_said(text: str, field: str) -> None:
    if not text.strip():
        raise Malformed("no_reason", "还没有写明依据或理由。", "请写明。", fields={field: "请填写。"})


def _said(leg: Leg, **more: Any) -> dict[str, Any]:
    return {"office": leg.office.code, "leg": leg.pk, **more}
