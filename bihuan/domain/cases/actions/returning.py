"""退单, 审签, 同意, 改派, 强制派单, 不同意; and the calendar's lifting of what nobody answered."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.clocks import owe, owe_office
from bihuan.domain.cases.actions.parts import (
    end_returned,
    keep_part,
    open_return,
    part_of,
    said_of,
    send_on,
    stage_at,
    waits_again,
)
from bihuan.domain.cases.actions.steps import lock_case, move_leg, pass_to, record_step
from bihuan.domain.cases.choices import LegRole, LegState, Stage
from bihuan.domain.cases.choices.states import LEG_OPEN
from bihuan.domain.cases.models import Case, Leg, Return
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.queries.limits import limit_for
from bihuan.domain.cases.rules.completing import SIGNS_BELOW
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
    unsigned_of,
)
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
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
    _refuse_unlesssaid_of(clause, "clause")
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
            data=said_of(leg, proper=proper.code, clause=note_ref(text), signed=signs),
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
        record_step(case, "sign_return", by=by, at=at, data=said_of(leg))
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
        if not leg.parent.children.filter(state__in=sorted(LEG_OPEN)).exists():
            move_leg(leg.parent, to=LegState.HANDLING, at=at)
        if leg.role == LegRole.LEAD:
            pass_to(case, office_id=leg.parent.office_id, stage=stage_at(leg.parent.office), at=at)
        record_step(case, "accept_return", by=by, at=at, data=said_of(leg, spent=charged))
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
    _refuse_unlesssaid_of(reasons, "reasons")
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
    _refuse_unlesssaid_of(reason, "reason")
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_refuse_return(facts, by))
        held = unsigned_of(facts, by) if may_sign_return(facts, by) is None else answered_by(facts, by)
        assert held is not None  # may_refuse_return found it
        leg = part_of(held.id)
        text = write_note(subject=case.subject, text=reason, at=at)
        keep_part(case, leg, at=at)
        record_step(case, "refuse_return", by=by, at=at, data=said_of(leg, reason=note_ref(text)))
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
        record_step(case, "lift_return", by=by, at=at, data=said_of(leg))
        return case


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


def _answered(facts: CaseFacts, by: Actor) -> Leg:
    held = answered_by(facts, by)
    assert held is not None  # the rule found it
    return part_of(held.id)


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


def _refuse_unlesssaid_of(text: str, field: str) -> None:
    if not text.strip():
        raise Malformed("no_reason", "还没有写明依据或理由。", "请写明。", fields={field: "请填写。"})
