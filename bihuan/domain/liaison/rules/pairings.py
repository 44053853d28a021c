"""包联: who hands a firm over, who asks for another steward, who decides, who rates."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bihuan.domain.cases.rules.hands import first
from bihuan.domain.liaison.choices import PlanState, RequestState
from bihuan.domain.liaison.rules.common import of_the_firm, of_the_office
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState
from bihuan.kernel.states import in_states

P, R = PlanState, RequestState
DECIDERS = (Role.ARBITER, Role.LEADER)


@dataclass(frozen=True, slots=True)
class PairingFacts:
    """A pairing. running: it has not ended."""

    enterprise: int
    office: int
    steward: int
    running: bool
    asked: bool = False  # a request for another steward waits


def may_hand_over(facts: PairingFacts, actor: Actor) -> Refusal | None:
    """移交 belongs to the 双优化办 in charge."""
    return first(_running(facts), of_the_office(facts.office, actor))


def may_end(facts: PairingFacts, actor: Actor) -> Refusal | None:
    return first(_running(facts), of_the_office(facts.office, actor))


def may_ask_other(facts: PairingFacts, actor: Actor) -> Refusal | None:
    """更换店小二: only the firm asks, and one request at a time."""
    waiting = WrongState("asked_already", "已经提出过更换申请，正在处理。", "请等双优化办答复。")
    return first(_running(facts), of_the_firm(actor, facts.enterprise), waiting if facts.asked else None)


def may_rate(facts: PairingFacts, actor: Actor) -> Refusal | None:
    """评价店小二: the firm's own word, also on one who has left."""
    return of_the_firm(actor, facts.enterprise)


def _running(facts: PairingFacts) -> Refusal | None:
    return None if facts.running else WrongState("pairing_ended", "这一对结对已经结束。", "请看现在的结对。")


@dataclass(frozen=True, slots=True)
class RequestFacts:
    state: str
    office: int
    enterprise: int
    steward: int


def may_grant(facts: RequestFacts, actor: Actor) -> Refusal | None:
    """The office decides, never with the hand of the steward concerned."""
    return first(in_states(facts, R.ASKED), of_the_office(facts.office, actor), _not_concerned(facts, actor))


def may_refuse(facts: RequestFacts, actor: Actor) -> Refusal | None:
    return may_grant(facts, actor)


def may_withdraw(facts: RequestFacts, actor: Actor) -> Refusal | None:
    return first(in_states(facts, R.ASKED), of_the_firm(actor, facts.enterprise))


def _not_concerned(facts: RequestFacts, actor: Actor) -> Refusal | None:
    if facts.steward in actor.hands:
        return NotAllowed("concerned", "您是当事的店小二，不能处理这项申请。", "请由其他同事处理。")
    return None


@dataclass(frozen=True, slots=True)
class PlanFacts:
    state: str
    office: int
    rows: int = 0
    hands: Mapping[str, frozenset[int]] = field(default_factory=dict)


def may_make_plan(actor: Actor, office: int) -> Refusal | None:
    """生成方案 belongs to the 双优化办 of the area."""
    return of_the_office(office, actor)


def may_ask_plan(facts: PlanFacts, actor: Actor) -> Refusal | None:
    empty = (
        None if facts.rows else WrongState("empty_plan", "方案里没有企业。", "请先登记规上企业和包联干部。")
    )
    return first(in_states(facts, P.DRAFT), of_the_office(facts.office, actor), empty)


def may_decide_plan(facts: PlanFacts, actor: Actor) -> Refusal | None:
    """启用 takes another person than the one who made or asked."""
    same = actor.hands & (facts.hands.get("make", frozenset()) | facts.hands.get("ask", frozenset()))
    return first(
        in_states(facts, P.ASKED),
        of_the_office(facts.office, actor, *DECIDERS),
        NotAllowed("same_hand", "生成或送审的人不能自己批准。", "请换一位没有经手过的同事。")
        if same
        else None,
    )


def may_discard(facts: PlanFacts, actor: Actor) -> Refusal | None:
    """作废 before anybody has decided; one that was asked for only by whoever asked."""
    others = facts.state == P.ASKED and not actor.hands & facts.hands.get("ask", frozenset())
    return first(
        in_states(facts, P.DRAFT, P.ASKED),
        of_the_office(facts.office, actor),
        NotAllowed(
            "not_your_request", "已经送审，只有送审的人可以撤回作废。", "请联系送审的同事，或等待审批。"
        )
        if others
        else None,
    )
