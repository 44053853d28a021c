"""平台故障, 约谈, 通报: records that people make and other people confirm."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bihuan.domain.organisations.choices import Role
from bihuan.domain.supervision.choices import CardState, CircularState, InterviewState, OutageState
from bihuan.domain.supervision.rules.cards import NEVER_PUBLIC
from bihuan.domain.supervision.rules.common import (
    first,
    is_a_person,
    of_the_office,
    other_hands,
    with_role,
)
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState
from bihuan.kernel.states import in_states

OFFICES = (Role.OFFICE, Role.CHECKER)


@dataclass(frozen=True, slots=True)
class OutageFacts:
    state: str
    office: int
    hands: Mapping[str, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InterviewFacts:
    state: str
    office: int
    unit: int
    person: int
    hands: Mapping[str, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CircularFacts:
    state: str
    office: int
    published: bool = False
    hands: Mapping[str, frozenset[int]] = field(default_factory=dict)


def _in_office(actor: Actor, office: int, *roles: Role) -> Refusal | None:
    if f"office:{office}" not in actor.keys:
        return NotAllowed("not_your_office", "只有本级双优化办可以办理。", "请联系负责的办公室。")
    return first(is_a_person(actor), with_role(actor, *roles))


def may_record_outage(actor: Actor, office: int) -> Refusal | None:
    """登记 by the office or by whoever runs the system."""
    if actor.has(Role.SYSTEM_ADMIN) and f"admin:{office}" in actor.keys:
        return is_a_person(actor)
    return _in_office(actor, office, *OFFICES)


def may_approve_outage(facts: OutageFacts, actor: Actor) -> Refusal | None:
    """认定 by somebody else: its time is taken from nobody's account but everybody's."""
    return first(
        in_states(facts, OutageState.RECORDED),
        of_the_office(facts, actor, Role.ARBITER),
        other_hands(facts.hands, actor, "record", sentence="故障是您登记的，不能由您认定。"),
    )


def may_revoke_outage(facts: OutageFacts, actor: Actor) -> Refusal | None:
    """撤销认定: what it took from accounts comes back, and cards that rest on it are looked at again."""
    return first(
        in_states(facts, OutageState.APPROVED), of_the_office(facts, actor, Role.ARBITER, Role.LEADER)
    )


def may_arrange(actor: Actor, office: int) -> Refusal | None:
    """约谈 by the office, or by a leader."""
    return _in_office(actor, office, *OFFICES, Role.LEADER)


def may_record_minutes(facts: InterviewFacts, actor: Actor) -> Refusal | None:
    """记录: not by the person who was interviewed."""
    return first(
        in_states(facts, InterviewState.ARRANGED),
        of_the_office(facts, actor, *OFFICES, Role.LEADER),
        NotAllowed("own_matter", "您是被约谈人，不能由您记录。", "请换一位同事。")
        if facts.person in actor.hands
        else None,
    )


def may_confirm(facts: InterviewFacts, actor: Actor) -> Refusal | None:
    """确认 by the person themselves, with a remark if they see it otherwise."""
    return first(
        in_states(facts, InterviewState.HELD),
        None
        if facts.person in actor.hands
        else NotAllowed("not_the_interviewed", "只有被约谈人可以确认。", "请由本人登录后确认。"),
    )


def may_cancel(facts: InterviewFacts, actor: Actor) -> Refusal | None:
    return first(
        in_states(facts, InterviewState.ARRANGED), of_the_office(facts, actor, *OFFICES, Role.LEADER)
    )


def may_draft(actor: Actor, office: int) -> Refusal | None:
    """通报 is drafted by the office."""
    return _in_office(actor, office, *OFFICES)


def may_name(state: str, ground: str) -> Refusal | None:
    """A card is told of only when its appeal period is over; never what would tell of a reporter."""
    if state != CardState.EFFECTIVE:
        return WrongState("card_not_effective", "申诉期没有结束的牌不能通报。", "请等它生效。")
    if ground in NEVER_PUBLIC:
        return NotAllowed("never_public", "涉及打击报复的牌不通报，以免推断出反映人。", "请从名单中去掉。")
    return None


def may_ask(facts: CircularFacts, actor: Actor) -> Refusal | None:
    return first(in_states(facts, CircularState.DRAFT), of_the_office(facts, actor, *OFFICES))


def may_decide(facts: CircularFacts, actor: Actor) -> Refusal | None:
    """签发 by a leader, not by the hand that drafted."""
    return first(
        in_states(facts, CircularState.ASKED),
        of_the_office(facts, actor, Role.LEADER),
        other_hands(facts.hands, actor, "draft", "ask", sentence="通报是您起草的，不能由您签发。"),
    )


def may_withdraw(facts: CircularFacts, actor: Actor) -> Refusal | None:
    return first(
        in_states(facts, CircularState.DRAFT, CircularState.ASKED), of_the_office(facts, actor, *OFFICES)
    )


def may_publish(facts: CircularFacts, actor: Actor) -> Refusal | None:
    """公开 what was signed."""
    return first(
        in_states(facts, CircularState.ISSUED),
        of_the_office(facts, actor, Role.EDITOR, Role.LEADER),
        WrongState("published_already", "这份通报已经公开。") if facts.published else None,
    )


def may_unpublish(facts: CircularFacts, actor: Actor) -> Refusal | None:
    return first(
        of_the_office(facts, actor, Role.EDITOR, Role.LEADER),
        None if facts.published else WrongState("not_published", "这份通报没有公开。"),
    )
