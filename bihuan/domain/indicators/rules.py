"""公布数字: what the city says of itself is proposed by one and signed by another."""

from dataclasses import dataclass

from bihuan.domain.cases.rules.hands import first
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.approvals import rules as approvals
from bihuan.kernel.approvals.rules import ApprovalFacts
from bihuan.kernel.figures.choices import PublicationState as S
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState
from bihuan.kernel.states import in_states

PROPOSERS = (Role.OFFICE, Role.EDITOR)
SIGNER = Role.LEADER


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    """A number that was proposed. city: whose word it is. asked: the signature it waits for. corrected: another one stands in its place,
    signed or waiting."""

    state: str
    city: int
    asked: ApprovalFacts | None = None
    corrected: bool = False


def may_propose(actor: Actor, *, city: int) -> Refusal | None:
    """提请公布 belongs to the city's own 双优化办 and its editors: a county does not speak for the city. `city`: the city's office."""
    if actor.kind is not ActorKind.PERSON or not actor.has(*PROPOSERS):
        return NotAllowed(
            "not_your_role", "您的岗位没有这一步的职责。", "请联系市双优化办的派单员或公开编辑。"
        )
    if f"office:{city}" not in actor.keys:
        return NotAllowed("not_the_city", "只有市双优化办可以提请公布全市的数字。", "请联系市双优化办。")
    return None


def may_decide(facts: PublicationFacts, actor: Actor) -> Refusal | None:
    """签发 belongs to the city's leader, and never to a hand that proposed."""
    return first(
        in_states(facts, S.PROPOSED), approvals.may_decide(facts.asked, actor) if facts.asked else None
    )


def may_withdraw(facts: PublicationFacts, actor: Actor) -> Refusal | None:
    """撤回 belongs to whoever proposed, while nobody has signed."""
    return first(
        in_states(facts, S.PROPOSED), approvals.may_withdraw(facts.asked, actor) if facts.asked else None
    )


def may_correct(facts: PublicationFacts, actor: Actor) -> Refusal | None:
    """更正 is proposed like any other number, of the last word that was said."""
    corrected = WrongState(
        "corrected_already", "这个数已经更正，或更正正等着签发。", "请在最近一次更正上再更正。"
    )
    return first(
        in_states(facts, S.PUBLISHED),
        may_propose(actor, city=facts.city),
        corrected if facts.corrected else None,
    )
