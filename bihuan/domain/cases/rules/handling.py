"""分级处置: what the office that holds a part may do."""

from bihuan.domain.cases.choices import Identity, LegRole, LegState, State
from bihuan.domain.cases.rules.facts import CaseFacts
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
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState

WORKING = (State.DISPATCHED, State.HANDLING)
# 首接负责: whoever asks to return a part still contacts the reporter until the ruling
CONTACTS = (
    LegState.DISPATCHED,
    LegState.HANDLING,
    LegState.DELEGATED,
    LegState.RETURNING,
    LegState.SUBMITTED,
)
HANDS = (Role.HANDLER, Role.SECTION_HEAD, Role.DESK)


def holds_leg(facts: CaseFacts, actor: Actor, *states: LegState) -> Refusal | None:
    """The actor's own office has a part in one of these states."""
    if facts.leg_of(actor, states) is not None:
        return None
    wanted = "、".join(state.label for state in states)
    return NotAllowed("no_leg", f"您的科室没有{wanted}的承办件。", "请核对这一件派给了谁。")


def may_acknowledge(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """签收 belongs to the office to which it was sent. The clock has been running since dispatch."""
    return first(
        in_states(facts, *WORKING),
        is_a_person(actor),
        with_role(actor, *HANDS),
        not_the_complained_of(facts, actor),
        holds_leg(facts, actor, LegState.DISPATCHED),
    )


def may_contact(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """联系反映人 is recorded by the office before dispatch (the urgent are called at once), then by whoever holds a part, from the moment it
    arrived."""
    if facts.is_in(State.REGISTERED, State.ACCEPTED):
        return first(is_a_person(actor), at_office(facts, actor, Role.INTAKE, Role.OFFICE))
    return first(
        in_states(facts, *WORKING, State.PROMISED, State.LONG_TERM),
        is_a_person(actor),
        with_role(actor, *HANDS),
        not_the_complained_of(facts, actor),
        holds_leg(facts, actor, *CONTACTS),
        None
        if facts.identity == Identity.NAMED
        else NotAllowed("relay_only", "反映人没有公开身份，不能直接联系。", "请用“接力留言”。"),
    )


def may_complete(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """办结 is said by the office that holds the part; a desk's part waits for what it handed on."""
    leg = facts.leg_of(actor, {LegState.HANDLING})
    return first(
        in_states(facts, State.HANDLING, State.PROMISED),
        is_a_person(actor),
        not_suspended(facts),
        with_role(actor, *HANDS),
        not_the_complained_of(facts, actor),
        holds_leg(facts, actor, LegState.HANDLING),
        NotAllowed("answers_only", "协办单位不办结，只向主办单位答复。", "请用“协办答复”。")
        if leg and leg.role == LegRole.CO
        else None,
        NotAllowed("children_open", "您派下去的还没有全部办结。", "请等下级办结，或先收回。")
        if leg and facts.open_children(leg)
        else None,
    )


def may_vacate(*, is_open: bool, unit: int | None, units: frozenset[int | None]) -> Refusal | None:
    """An open part loses its handler only when the handler has no post left in its unit."""
    if not is_open:
        return WrongState("no_handler", "这一承办件已经没有承办人，或已经办结。")
    return WrongState("still_here", "承办人还在本单位任职。") if unit in units else None
