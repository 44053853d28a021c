"""收回 by whoever dispatched; 指定承办人 by the head of the section."""

from bihuan.domain.cases.choices import LegState, State
from bihuan.domain.cases.rules.facts import CaseFacts, LegFacts
from bihuan.domain.cases.rules.handling import holds_leg
from bihuan.domain.cases.rules.hands import (
    first,
    in_states,
    is_a_person,
    not_suspended,
    not_the_complained_of,
    with_role,
)
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal

WORKING = (State.DISPATCHED, State.HANDLING)
ASSIGNABLE = (LegState.DISPATCHED, LegState.HANDLING)


def may_recall(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """收回 belongs to whoever dispatched the part, while it is open."""
    return first(
        in_states(facts, *WORKING),
        is_a_person(actor),
        not_suspended(facts),
        with_role(actor, Role.OFFICE, Role.DESK),
        not_the_complained_of(facts, actor),
        None
        if recallable(facts, actor)
        else NotAllowed("nothing_to_recall", "您没有派出的在办承办件。", "只有派单的一方可以收回。"),
    )


def recallable(facts: CaseFacts, actor: Actor) -> tuple[LegFacts, ...]:
    """The open parts that this actor's office dispatched."""
    return tuple(leg for leg in facts.current_legs if leg.is_open and facts.dispatcher_of(leg) in actor.keys)


def is_recallable(facts: CaseFacts, actor: Actor, office: int) -> LegFacts | Refusal:
    """The part of this office that the actor may recall."""
    for leg in recallable(facts, actor):
        if office == leg.office or office == leg.unit:
            return leg
    return NotAllowed("not_your_part", "这个单位的承办件不是您派的，或已经办结。", "请选您派出的在办单位。")


def may_assign(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """指定承办人 belongs to the head of the section, or to a desk for what it handles itself."""
    return first(
        in_states(facts, *WORKING),
        is_a_person(actor),
        with_role(actor, Role.SECTION_HEAD, Role.DESK),
        not_the_complained_of(facts, actor),
        holds_leg(facts, actor, *ASSIGNABLE),
    )


def may_be_handler(facts: CaseFacts, *, person: int, members: frozenset[int]) -> Refusal | None:
    """Who may be assigned: somebody of the section, who is not the person complained of."""
    return first(
        None
        if person in members
        else NotAllowed("not_of_the_section", "这位同事不在您的科室。", "请从本科室选人。"),
        NotAllowed("complained_of", "这位同事是被反映人，不能承办。", "请换一位。")
        if person == facts.respondent_person
        else None,
    )
