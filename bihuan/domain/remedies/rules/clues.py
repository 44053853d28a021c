"""违纪违法线索: two signatures, two persons; the unit complained of never learns of it."""

from dataclasses import dataclass

from bihuan.domain.cases.rules.hands import first, is_a_person, with_role
from bihuan.domain.organisations.choices import Role
from bihuan.domain.remedies.choices import ClueState as S
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal
from bihuan.kernel.states import in_states

SIGNATORIES = (Role.OFFICE, Role.CHECKER, Role.ARBITER, Role.UNSEALER)


@dataclass(frozen=True, slots=True)
class ClueFacts:
    """A hand-over as the rules see it."""

    state: str
    office: int
    organ: int
    first_signer: int
    second_signer: int


def may_draft(actor: Actor, office: int) -> Refusal | None:
    """起草 belongs to the office in charge of the case."""
    if f"office:{office}" not in actor.keys:
        return NotAllowed("not_your_office", "只有负责这一件的双优化办可以移送。", "请联系负责的办公室。")
    return first(is_a_person(actor), with_role(actor, *SIGNATORIES))


def may_second(first_hands: frozenset[int], second: int, *, complained_of: bool) -> Refusal | None:
    """The second signature is another person's, and never that of the complained-of."""
    if second in first_hands:
        return NotAllowed("two_persons", "两个签字必须是两个人。", "请另选一位签字人。")
    if complained_of:
        return NotAllowed("complained_of", "被反映人不能签字。", "请另选一位签字人。")
    return None


def may_sign(facts: ClueFacts, actor: Actor) -> Refusal | None:
    """第二人签字 belongs to the person named, in person."""
    return first(
        in_states(facts, S.ASKED),
        is_a_person(actor),
        None
        if actor.person_id == facts.second_signer
        else NotAllowed("not_the_second", "请由指定的第二签字人签字。"),
        NotAllowed("two_persons", "两个签字必须是两个人。", "请另选一位签字人。")
        if facts.first_signer in actor.hands
        else None,
    )


def may_withdraw(facts: ClueFacts, actor: Actor) -> Refusal | None:
    """撤回 by the first signatory, before the letter went out."""
    return first(
        in_states(facts, S.ASKED),
        is_a_person(actor),
        None
        if facts.first_signer == actor.person_id
        else NotAllowed("not_the_first", "只有起草人可以撤回。"),
    )


def may_receive(facts: ClueFacts, actor: Actor) -> Refusal | None:
    """接收 by an inspector of the commission."""
    return first(in_states(facts, S.SENT), _inspects(facts, actor))


def may_answer(facts: ClueFacts, actor: Actor) -> Refusal | None:
    """反馈: only the outcome goes back."""
    return first(in_states(facts, S.RECEIVED), _inspects(facts, actor))


def _inspects(facts: ClueFacts, actor: Actor) -> Refusal | None:
    at_organ = f"office:{facts.organ}" in actor.keys
    return first(
        is_a_person(actor),
        with_role(actor, Role.INSPECTOR),
        None if at_organ else NotAllowed("not_your_organ", "这条线索没有移送给您的单位。"),
    )
