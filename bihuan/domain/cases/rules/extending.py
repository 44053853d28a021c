"""延期 and 暂停: the only two things that move the reporter's date. Asked with a reason, decided by the office, told to the reporter."""

from datetime import date, datetime

from bihuan.domain.cases.choices import LegRole, LegState, State
from bihuan.domain.cases.rules.facts import CaseFacts, LegFacts
from bihuan.domain.cases.rules.handling import HANDS, holds_leg
from bihuan.domain.cases.rules.hands import (
    at_office,
    first,
    in_states,
    is_a_person,
    not_suspended,
    not_the_complained_of,
    with_role,
)
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import Calendar, Limit
from bihuan.kernel.refusals import Malformed, NotAllowed, Refusal, WrongState

WORKING = (State.DISPATCHED, State.HANDLING)
ASKS = (LegState.DISPATCHED, LegState.HANDLING, LegState.DELEGATED)


def may_request_extension(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """申请延期 belongs to whoever holds a lead part; once per part, and one request at a time."""
    leg = asking_part(facts, actor)
    return first(
        _may_ask(facts, actor),
        WrongState("extended_already", "这一件已经延过一次。", "每个承办件只能延期一次。")
        if leg and leg.extended
        else None,
        _asked_already(facts, "extension", leg.item) if leg else None,
    )


def may_request_suspension(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """申请暂停 belongs to whoever holds a lead part: it waits for something outside everybody's hands."""
    return first(_may_ask(facts, actor), _asked_already(facts, "suspension", ""))


def may_decide_extension(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """延期审批 belongs to the office in charge; the asker's hands are refused by the approval itself."""
    return first(not_suspended(facts), _may_decide(facts, actor, "extension"))


def may_decide_suspension(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """暂停审批 belongs to the office in charge."""
    return _may_decide(facts, actor, "suspension")


def may_resume(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """恢复办理 belongs to the office in charge, when the obstacle is gone before its day."""
    return first(
        None if facts.suspended else WrongState("not_suspended", "工单没有暂停。"),
        is_a_person(actor),
        at_office(facts, actor, Role.OFFICE),
    )


def asking_part(facts: CaseFacts, actor: Actor) -> LegFacts | None:
    """The lead part for which this actor asks."""
    return facts.leg_of(actor, ASKS, LegRole.LEAD)


def _may_ask(facts: CaseFacts, actor: Actor) -> Refusal | None:
    return first(
        in_states(facts, *WORKING),
        is_a_person(actor),
        not_suspended(facts),
        with_role(actor, *HANDS),
        not_the_complained_of(facts, actor),
        holds_leg(facts, actor, *ASKS),
        None
        if asking_part(facts, actor)
        else NotAllowed("lead_only", "只有主办单位可以申请。", "请与主办单位商量。"),
    )


def _asked_already(facts: CaseFacts, kind: str, item: str) -> Refusal | None:
    if (kind, item) in facts.waiting:
        return WrongState("asked_already", "已经申请过，正在等审批。", "请等派单办公室答复。")
    return None


def _may_decide(facts: CaseFacts, actor: Actor, kind: str) -> Refusal | None:
    asked = any(waiting == kind for waiting, _ in facts.waiting)
    return first(
        in_states(facts, *WORKING),
        is_a_person(actor),
        at_office(facts, actor, Role.OFFICE),
        None if asked else WrongState("nothing_asked", "没有等待审批的申请。"),
    )


def extension_fits(
    calendar: Calendar, *, at: datetime, due: datetime, asked: Limit, original: Limit
) -> Refusal | None:
    """Asked before expiry, and for at most the original limit."""
    if at > due:
        return WrongState("expired", "已经逾期，不能再申请延期。", "请尽快办结，并说明逾期原因。")
    if calendar.due(due, asked).at > calendar.due(due, original).at:
        return Malformed(
            "too_long",
            f"延期不能超过原办理时限（{original.label}）。",
            "请缩短延期，或申请挂账。",
            fields={"limit": f"最多{original.label}。"},
        )
    return None


def suspension_fits(*, on: date, until: date) -> Refusal | None:
    """A pause ends on a day to come."""
    if until >= on:
        return None
    return Malformed(
        "past_day", "暂停的截止日已经过去。", "请填今天或以后的日期。", fields={"until": "请填以后的日期。"}
    )
