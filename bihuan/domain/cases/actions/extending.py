"""延期: asked before expiry by the lead, decided by the office, told to the reporter."""

from datetime import datetime
from typing import Annotated, Any

from django.db import transaction

from bihuan.domain.cases.actions.clocks import promise_of
from bihuan.domain.cases.actions.parts import part_of
from bihuan.domain.cases.actions.steps import lock_case, record_step
from bihuan.domain.cases.actions.telling import tell_reporter
from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.cases.queries.approvals import asked_first, case_of
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.queries.limits import limit_for
from bihuan.domain.cases.rules.extending import (
    asking_part,
    extension_fits,
    may_decide_extension,
    may_request_extension,
)
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals import ask_approval, decide_approval
from bihuan.kernel.approvals.actions import expire_approval
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.calendar import Limit, city_calendar, local_of
from bihuan.kernel.duties.actions import extend_duty
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.notes.actions import note_ref
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.verbs import limit as limit_input
from bihuan.kernel.verbs import line, note, verdict

KIND = "extension"
YES, NO = "同意", "不同意"


def request_extension(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    limit: Annotated[Limit, limit_input("延长多久", "最多与原办理时限相同，每件一次")],
    reason: Annotated[str, note("延期理由")],
    document: Annotated[str, line("依据文件")] = "",
) -> Case:
    """申请延期: before expiry, with a reason, once, for at most the original limit. Unanswered it counts as refused."""
    refuse_unless_reason(reason)
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_request_extension(facts, by))
        held = asking_part(facts, by)
        assert held is not None  # may_request_extension found it
        leg = part_of(held.id)
        original = Limit.parse(leg.limit)
        refuse_unless(extension_fits(city_calendar(), at=at, due=leg.due_at, asked=limit, original=original))
        asked = ask_approval(
            kind=KIND,
            subject=case.subject,
            holder=case.office.key,
            role=Role.OFFICE,
            by=by,
            at=at,
            reason=reason,
            payload={"limit": str(limit), "leg": leg.pk, "number": case.number, "label": limit.label},
            item=leg.item,
            document=document,
            expires_at=answer_by(case, "decide_extension", at=at),
        )
        said = {
            "office": leg.office.code,
            "leg": leg.pk,
            "limit": str(limit),
            "reason": note_ref(asked.reason),
        }
        record_step(case, "request_extension", by=by, at=at, data=said)
        return case


def decide_extension(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    granted: Annotated[bool, verdict("同意延期")],
    answer: Annotated[str, note("审批意见", "同意的会告知反映人")] = "",
) -> Case:
    """延期审批: the office answers the oldest request; a yes moves the part, the parts above it, and the promise as far as they outgrow it."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_decide_extension(facts_of(case, by), by))
        asked = asked_first(case, KIND)
        decide_approval(approval=asked, by=by, at=at, granted=granted, answer=answer)
        leg = part_of(asked.payload["leg"])
        said: dict[str, Any] = {"office": leg.office.code, "leg": leg.pk, "limit": asked.payload["limit"]}
        if granted:
            said |= _extend(case, leg, Limit.parse(asked.payload["limit"]), at=at)
        said |= {"granted": granted, "answer": YES if granted else NO}
        entry = record_step(case, "decide_extension", by=by, at=at, data=said)
        if granted:
            tell_reporter(case, entry, _told(said["promise_at"]), at=at)
        return case


def answer_extension(*, approval: Approval, by: Actor, at: datetime, granted: bool, answer: str) -> Case:
    """The same from the queue of all approvals."""
    return decide_extension(case=case_of(approval), by=by, at=at, granted=granted, answer=answer)


def expire_extension(*, approval: Approval, by: Actor, at: datetime) -> Case:
    """Nobody answered in time: the request counts as refused."""
    with transaction.atomic():
        case = lock_case(case_of(approval))
        expire_approval(approval=approval, at=at)
        record_step(case, "expire_extension", by=by, at=at, data={"leg": approval.payload["leg"]})
        return case


def answer_by(case: Case, verb: str, *, at: datetime) -> datetime:
    """Until when the office answers; later it counts as refused."""
    return city_calendar().due(at, limit_for(case, verb, at=at)).at


def refuse_unless_reason(reason: str) -> None:
    """Whatever moves the reporter's date has a reason."""
    if not reason.strip():
        raise Malformed("no_reason", "还没有写明理由。", "请写明。", fields={"reason": "请填写。"})


def _told(promise_at: datetime) -> str:
    """What the reporter reads: when it will be done, now."""
    return f"您反映的问题经批准延长办理时间，预计 {local_of(promise_at):%Y年%m月%d日} 前办结。"


def _extend(case: Case, leg: Leg, limit: Limit, *, at: datetime) -> dict[str, Any]:
    """More time for the part; whoever lies above it, and the reporter's promise, follow as far as it outgrows them."""
    if not leg.is_open:
        raise WrongState("part_ended", "申请延期的承办件已经结束，不能再同意。", "请答复“不同意”。")
    duties = {duty.item: duty for duty in open_duties(case.subject).filter(verb="handle")}
    extend_duty(duty=duties[leg.item], at=at, limit=limit)
    leg.due_at = duties[leg.item].due_at or leg.due_at
    leg.save(update_fields=["due_at"])
    above = leg.parent
    while above is not None:
        if above.due_at < leg.due_at:
            extend_duty(duty=duties[above.item], at=at, to=leg.due_at)
            above.due_at = leg.due_at
            above.save(update_fields=["due_at"])
        above = above.parent
    promise = promise_of(case)
    moved = promise.due_at is not None and promise.due_at < leg.due_at
    if moved:
        extend_duty(duty=promise, at=at, to=leg.due_at)
    return {"due_at": leg.due_at, "promise_at": promise.due_at, "promise_moved": moved}
