"""办结: the handler says that it is done; section head and approver sign; only then it counts."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from django.db import transaction

from bihuan.domain.cases.actions.clocks import end_leg_duties, keep_promise, owe, owe_office
from bihuan.domain.cases.actions.co_handling import drop_open_answers
from bihuan.domain.cases.actions.steps import add_hand, lock_case, move_leg, pass_to, record_step
from bihuan.domain.cases.choices import LegRole, LegState, Outcome, Stage, State, Step
from bihuan.domain.cases.models import Case, Completion, Leg
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.queries.quality import quality_of
from bihuan.domain.cases.rules.completing import (
    SIGNS_BELOW,
    approver_role,
    may_approve,
    may_endorse,
    may_refuse_completion,
    submitted_to_section,
    submitted_to_unit,
)
from bihuan.domain.cases.rules.handling import may_complete
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.queries import holders_of
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import attach
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.actions import drop_duties, finish_duties
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.verbs import choice, day, files, note


def complete_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    outcome: Annotated[Outcome, choice("办理结果")],
    reply: Annotated[str, note("给反映人的答复", "逐条回应，写明依据、结果和联系人")],
    evidence: Annotated[Sequence[Attachment], files("佐证材料", "整改前后的照片、文件")] = (),
    promised_on: Annotated[date | None, day("承诺办好的日期", "结果为“承诺限期”时必填")] = None,
) -> Case:
    """办结: the office that holds the part says what came of it; it waits for the signatures of its unit."""
    _refuse_unless_whole(outcome, reply, promised_on, at)
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_complete(facts, by))
        held = facts.leg_of(by, {LegState.HANDLING})
        assert held is not None and by.person_id is not None  # may_complete saw to both
        leg = Leg.objects.select_related("office", "case").get(pk=held.id)
        text = write_note(subject=case.subject, text=reply, at=at)
        attach(attachments=evidence, subject=case.subject, item=leg.item, at=at)
        Completion.objects.create(
            leg=leg,
            round=case.round,
            outcome=outcome,
            reply=text,
            promised_on=promised_on,
            quality=quality_of(case, leg, reply, evidence, outcome=outcome, at=at),
            submitted_by_id=by.person_id,
            submitted_at=at,
        )
        add_hand(case, Step.HANDLED, by=by, at=at)
        move_leg(leg, to=LegState.SUBMITTED, at=at)
        _ask_for_signature(case, leg, by, at=at)
        record_step(
            case,
            "complete",
            by=by,
            at=at,
            data={
                "office": leg.office.code,
                "leg": leg.pk,
                "outcome": outcome,
                "reply": note_ref(text),
                "files": [a.pk for a in evidence],
            },
        )
        return case


def endorse_case(*, case: Case, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """科室审核: the section head stands behind the result. For an ordinary case that is the signature; B and A go on to the unit."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_endorse(facts, by))
        waiting = submitted_to_section(facts, by)
        assert waiting is not None  # may_endorse found it
        leg, completion = _submitted(waiting.id)
        completion.endorsed_by_id, completion.endorsed_at = by.person_id, at
        completion.save(update_fields=["endorsed_by", "endorsed_at"])
        add_hand(case, Step.ENDORSED, by=by, at=at)
        finish_duties(subject=case.subject, at=at, verb="endorse", item=leg.item)
        role = approver_role(case.difficulty, case.round, has_section_head=True)
        to = None
        if role is None:
            to = _count_as_complete(case, leg, completion, at=at)
        else:
            owe(case, "approve", holder=_unit_key(leg), role=role, at=at, item=leg.item)
        said = {"office": leg.office.code, "leg": leg.pk} | _without_co_handlers(case, to, at=at)
        record_step(case, "endorse", by=by, at=at, to=to, data=said)
        return case


def approve_case(*, case: Case, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """单位审批: the deputy head signs for B, the head for A and from round two; from now on it counts as complete."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_approve(facts, by))
        waiting = submitted_to_unit(facts, by)
        assert waiting is not None  # may_approve found it
        leg, completion = _submitted(waiting.id)
        completion.approved_by_id, completion.approved_at = by.person_id, at
        completion.save(update_fields=["approved_by", "approved_at"])
        add_hand(case, Step.APPROVED, by=by, at=at)
        to = _count_as_complete(case, leg, completion, at=at)
        said = {"office": leg.office.code, "leg": leg.pk} | _without_co_handlers(case, to, at=at)
        record_step(case, "approve", by=by, at=at, to=to, data=said)
        return case


def refuse_completion(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("退回理由", "写明还差什么")],
) -> Case:
    """审签退回: whoever should sign sends it back to the handler with a reason; the clock keeps running."""
    _refuse_unless_reasoned(reason)
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_refuse_completion(facts, by))
        head = may_endorse(facts, by) is None
        waiting = submitted_to_section(facts, by) if head else submitted_to_unit(facts, by)
        assert waiting is not None  # may_refuse_completion found it
        leg, completion = _submitted(waiting.id)
        text = write_note(subject=case.subject, text=reason, at=at)
        completion.refused_at, completion.refused_reason = at, text
        completion.save(update_fields=["refused_at", "refused_reason"])
        move_leg(leg, to=LegState.HANDLING, at=at)
        for verb in ("endorse", "approve"):
            drop_duties(subject=case.subject, at=at, verb=verb, item=leg.item)
        if leg.role == LegRole.LEAD:
            pass_to(case, office_id=leg.office_id, stage=Stage.HANDLING, at=at)
        record_step(
            case,
            "refuse_completion",
            by=by,
            at=at,
            data={"office": leg.office.code, "leg": leg.pk, "reason": note_ref(text)},
        )
        return case


def _without_co_handlers(case: Case, to: State | None, *, at: datetime) -> dict[str, Any]:
    """A case that is complete needs no further answers: whose were still open is said in the entry."""
    dropped = drop_open_answers(case, at=at) if to == State.COMPLETED else []
    return {"dropped": dropped} if dropped else {}


def _refuse_unless_reasoned(reason: str) -> None:
    if not reason.strip():
        raise Malformed("no_reason", "还没有写明理由。", "请写明还差什么。", fields={"reason": "请填写。"})


def _refuse_unless_whole(outcome: Outcome, reply: str, promised_on: date | None, at: datetime) -> None:
    if not reply.strip():
        raise Malformed(
            "no_reply", "还没有写答复。", "请写明办理情况和结果。", fields={"reply": "请填写答复。"}
        )
    if outcome == Outcome.PROMISED and (promised_on is None or promised_on <= day_of(at)):
        raise Malformed(
            "no_promised_day",
            "承诺限期要写明将来的日期。",
            "请填写承诺办好的日期。",
            fields={"promised_on": "请填写以后的日期。"},
        )


def _submitted(leg_id: int) -> tuple[Leg, Completion]:
    leg = Leg.objects.select_related("office", "case", "parent__office").get(pk=leg_id)
    return leg, leg.completions.order_by("-id")[0]


def _unit_key(leg: Leg) -> str:
    return f"office:{leg.office.unit_id or leg.office_id}"


def _has_another_head(case: Case, leg: Leg, handler: Actor, *, at: datetime) -> bool:
    """Whether somebody heads this section who is neither the handler (or acted for) nor the person complained of."""
    heads = {head.pk for head in holders_of(leg.office, Role.SECTION_HEAD, on=day_of(at))}
    return bool(heads - handler.hands - {case.respondent_person_id})


def _ask_for_signature(case: Case, leg: Leg, handler: Actor, *, at: datetime) -> None:
    """Who must sign first: the section head where a section handled it; else, or where no other head is there to sign, the unit's approver."""
    if leg.office.kind in SIGNS_BELOW and _has_another_head(case, leg, handler, at=at):
        owe(case, "endorse", holder=leg.office.key, role=Role.SECTION_HEAD, at=at, item=leg.item)
    else:
        role = approver_role(case.difficulty, case.round, has_section_head=False)
        assert role is not None  # without a section head somebody of the unit signs
        owe(case, "approve", holder=_unit_key(leg), role=role, at=at, item=leg.item)
    if leg.role == LegRole.LEAD:
        pass_to(case, office_id=leg.office.unit_id or leg.office_id, stage=Stage.SIGNING, at=at)


def _count_as_complete(case: Case, leg: Leg, completion: Completion, *, at: datetime) -> State | None:
    """Signed: the part is complete. Its desk's part follows where everything under it is; the case follows where every lead part is."""
    end_leg_duties(leg, at=at)
    move_leg(leg, to=LegState.COMPLETED, at=at)
    if leg.parent is not None:
        return _after_child(case, leg.parent, completion, at=at)
    if leg.role == LegRole.CO:
        return None
    if (
        case.legs.filter(round=case.round, parent=None, role=LegRole.LEAD)
        .exclude(state__in=[LegState.COMPLETED, LegState.RETURNED, LegState.RECALLED])
        .exists()
    ):
        return None
    case.outcome = completion.outcome
    keep_promise(case, at=at)
    owe_office(case, "check", role=Role.CHECKER, at=at)
    pass_to(case, office_id=case.office_id, stage=Stage.CHECK, at=at)
    return State.COMPLETED


def _after_child(case: Case, parent: Leg, completion: Completion, *, at: datetime) -> State | None:
    """All that a desk handed on has come back: within one unit its signature was the unit's; a county's or another unit's desk reports itself."""
    if parent.children.filter(
        state__in=[
            LegState.DISPATCHED,
            LegState.HANDLING,
            LegState.DELEGATED,
            LegState.RETURNING,
            LegState.SUBMITTED,
        ]
    ).exists():
        return None
    if parent.office.unit_id == completion.leg.office.unit_id:
        return _count_as_complete(case, parent, completion, at=at)
    move_leg(parent, to=LegState.HANDLING, at=at)
    if parent.role == LegRole.LEAD:
        pass_to(case, office_id=parent.office_id, stage=Stage.DESK, at=at)
    return None
