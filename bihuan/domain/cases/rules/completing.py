"""Handler → section head → approver by grade, before anything counts as complete."""

from bihuan.domain.cases.choices import Difficulty, LegState, State
from bihuan.domain.cases.rules.facts import CaseFacts, LegFacts
from bihuan.domain.cases.rules.hands import (
    differs_from,
    first,
    in_states,
    is_a_person,
    not_suspended,
    not_the_complained_of,
)
from bihuan.domain.organisations.choices import OfficeKind, Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal

# Where a section head signs for a handler; a desk or a unit signs for itself.
SIGNS_BELOW = frozenset({OfficeKind.SECTION, OfficeKind.WINDOW, OfficeKind.TEAM})


def approver_role(difficulty: str, round: int, *, has_section_head: bool) -> Role | None:
    """Who must sign after the section head: nobody for an ordinary case, the deputy head of the unit for B, the head for A and from round 2.
    Where no section head signed (a desk handled it itself), the deputy signs even an ordinary one."""
    if difficulty == Difficulty.A or round >= 2:
        return Role.UNIT_HEAD
    if difficulty == Difficulty.B or not has_section_head:
        return Role.UNIT_DEPUTY
    return None


def submitted_to_section(facts: CaseFacts, actor: Actor) -> LegFacts | None:
    """The part that waits for this section head."""
    return next((leg for leg in _waiting(facts, "endorse") if leg.key in actor.keys), None)


def submitted_to_unit(facts: CaseFacts, actor: Actor) -> LegFacts | None:
    """The part that waits for this unit's approver."""
    return next((leg for leg in _waiting(facts, "approve") if f"office:{leg.unit}" in actor.keys), None)


def _waiting(facts: CaseFacts, signature: str) -> list[LegFacts]:
    return [
        leg
        for leg in facts.current_legs
        if leg.state == LegState.SUBMITTED
        and leg.id in facts.signing
        and facts.signing[leg.id][0] == signature
    ]


def may_endorse(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """科室审核 belongs to the section head, who is not the handler."""
    return first(
        in_states(facts, State.HANDLING, State.PROMISED),
        is_a_person(actor),
        not_suspended(facts),
        _waits(facts, submitted_to_section(facts, actor), actor),
        not_the_complained_of(facts, actor),
    )


def may_approve(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """单位审批 belongs to the deputy or the head of the unit, who neither handled nor endorsed."""
    return first(
        in_states(facts, State.HANDLING, State.PROMISED),
        is_a_person(actor),
        not_suspended(facts),
        _waits(facts, submitted_to_unit(facts, actor), actor),
        not_the_complained_of(facts, actor),
    )


def may_refuse_completion(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """退回重办 by whoever could sign."""
    endorse, approve = may_endorse(facts, actor), may_approve(facts, actor)
    return None if endorse is None or approve is None else endorse


def _waits(facts: CaseFacts, leg: LegFacts | None, actor: Actor) -> Refusal | None:
    if leg is None:
        return NotAllowed("not_yours_to_sign", "没有等您签字的承办件。", "请核对是否轮到您审签。")
    if not actor.has(*_signs_as(facts.signing[leg.id][1])):
        return NotAllowed("not_yours_to_sign", "这一件不由您这一级审签。", "请交给有权审签的负责人。")
    return differs_from(
        actor,
        facts.signers.get(leg.id, frozenset()),
        "same_hand",
        "您是这一件的承办人或审核人，不能再由您审签。",
    )


def _signs_as(role: str) -> tuple[str, ...]:
    """What the deputy may sign, the head may sign too; never the other way round."""
    return (Role.UNIT_DEPUTY, Role.UNIT_HEAD) if role == Role.UNIT_DEPUTY else (role,)
