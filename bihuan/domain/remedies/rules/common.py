"""What the rules of every remedy share: who is in charge, in which state, whose hands."""

from collections.abc import Mapping
from typing import Protocol

from bihuan.domain.cases.rules.hands import first, is_a_person, with_role
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal

UNIT_VOICE = (Role.DESK, Role.UNIT_DEPUTY, Role.UNIT_HEAD)


class HasOffice(Protocol):
    """What the facts of every remedy have."""

    @property
    def office(self) -> int: ...


def of_the_office(facts: HasOffice, actor: Actor, *roles: Role) -> Refusal | None:
    """It belongs to the 双优化办 in charge, and to these roles there."""
    if f"office:{facts.office}" not in actor.keys:
        return NotAllowed("not_your_office", "这一项由别的办公室负责。", "请联系负责的办公室。")
    return first(is_a_person(actor), with_role(actor, *(roles or (Role.OFFICE,))))


def of_the_unit(unit: int, actor: Actor, *roles: Role) -> Refusal | None:
    """It belongs to this unit, and to those who speak for it."""
    if f"office:{unit}" not in actor.keys:
        return NotAllowed("not_your_unit", "这一项由别的单位负责。", "请核对责任单位。")
    return first(is_a_person(actor), with_role(actor, *(roles or UNIT_VOICE)))


def other_hands(
    hands: Mapping[str, frozenset[int]], actor: Actor, *events: str, sentence: str
) -> Refusal | None:
    """None of the actor's hands did one of these steps before."""
    done = frozenset().union(*(hands.get(event, frozenset()) for event in events))
    if actor.hands & done:
        return NotAllowed("same_hand", sentence, "请换一位没有经手过的同事。")
    return None
