"""退单: cites the proper unit and the duty clause, signed by the section head, within a limit. A section returns to its desk, a desk to the
office; whoever dispatched agrees and sends it on in one step, refuses, or is silent until it is lifted to arbitration.
"""

from datetime import datetime

from bihuan.domain.cases.choices import LegState, State, Urgency
from bihuan.domain.cases.rules.facts import CaseFacts, LegFacts
from bihuan.domain.cases.rules.handling import HANDS, holds_leg
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
from bihuan.kernel.calendar import Calendar
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState

MOST_HOPS = 2  # the second return is answered by a forced dispatch, and a forced part does not come back
WORKING = (State.DISPATCHED, State.HANDLING)
RETURNABLE = frozenset({LegState.DISPATCHED, LegState.HANDLING})


def may_return(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """退单 is asked by the office that holds the part: emergencies and forced parts cannot be returned."""
    leg = facts.leg_of(actor, RETURNABLE)
    return first(
        in_states(facts, *WORKING),
        is_a_person(actor),
        not_suspended(facts),
        with_role(actor, *HANDS),
        not_the_complained_of(facts, actor),
        holds_leg(facts, actor, *sorted(RETURNABLE)),
        WrongState("critical", "特急件不能退单。", "请先处置；不归您管的，处置时同步报派单办公室。")
        if facts.urgency == Urgency.CRITICAL
        else None,
        _returnable(facts, leg) if leg else None,
    )


def _returnable(facts: CaseFacts, leg: LegFacts) -> Refusal | None:
    if leg.forced or leg.hops >= MOST_HOPS:
        return WrongState("forced", "这一件是强制派单，不能再退。", "请办理；确有异议，请在办结后书面提出。")
    if facts.open_children(leg):
        return NotAllowed("children_open", "您派下去的还没有收回。", "请先收回或同意下级退单。")
    return None


def may_sign_return(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """退单审签 belongs to the head of the section that asks."""
    return first(
        in_states(facts, *WORKING),
        is_a_person(actor),
        not_suspended(facts),
        with_role(actor, Role.SECTION_HEAD),
        not_the_complained_of(facts, actor),
        None if unsigned_of(facts, actor) else _nothing_returned(),
    )


def may_accept_return(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """同意退单 belongs to a desk: the section's part comes back to it, to be handled, sent elsewhere or returned in its turn. The office
    in charge has nobody to return to: it sends on (改派)."""
    leg = answered_by(facts, actor)
    return first(
        _may_answer(facts, actor),
        NotAllowed("send_it_on", "派单办公室同意退单，要同时改派。", "请用“改派”选定新的承办单位。")
        if leg and leg.parent is None
        else None,
    )


def may_reassign(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """改派: agree and dispatch again in one step, by whoever dispatched. After the second return it is a forced dispatch."""
    leg = answered_by(facts, actor)
    return first(
        _may_answer(facts, actor),
        WrongState("only_forced", "这一件已经退过一次。", "这次要改派，请用“强制派单”，并写明理由。")
        if leg and leg.hops + 1 >= MOST_HOPS
        else None,
    )


def may_force_dispatch(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """强制派单 ends the passing around: after the second return, by whoever dispatched."""
    leg = answered_by(facts, actor)
    return first(
        _may_answer(facts, actor),
        WrongState("not_yet_forced", "退到第二次才强制派单。", "请用“改派”。")
        if leg and leg.hops + 1 < MOST_HOPS
        else None,
    )


def may_refuse_return(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """不同意退单: by the section head before signing, or by whoever dispatched. The clock was never stopped."""
    signing = may_sign_return(facts, actor)
    return None if signing is None else _may_answer(facts, actor)


def _may_answer(facts: CaseFacts, actor: Actor) -> Refusal | None:
    return first(
        in_states(facts, *WORKING),
        is_a_person(actor),
        not_suspended(facts),
        with_role(actor, Role.OFFICE, Role.DESK),
        not_the_complained_of(facts, actor),
        None if answered_by(facts, actor) else _nothing_returned(),
    )


def unsigned_of(facts: CaseFacts, actor: Actor) -> LegFacts | None:
    """The return that waits for this section head's signature."""
    return next(
        (leg for leg in _returning(facts) if leg.key in actor.keys and facts.owes("sign_return", leg)), None
    )


def answered_by(facts: CaseFacts, actor: Actor) -> LegFacts | None:
    """The signed return that waits for this dispatcher."""
    return next(
        (
            leg
            for leg in _returning(facts)
            if facts.dispatcher_of(leg) in actor.keys and facts.owes("decide_return", leg)
        ),
        None,
    )


def _returning(facts: CaseFacts) -> tuple[LegFacts, ...]:
    return tuple(leg for leg in facts.current_legs if leg.state == LegState.RETURNING)


def _nothing_returned() -> Refusal:
    return NotAllowed("no_return", "没有等您答复的退单。", "请核对退单现在由谁答复。")


def not_too_late(*, at: datetime, until: datetime) -> Refusal | None:
    """退单有时限: later than this the part stays where it is."""
    if at <= until:
        return None
    return WrongState("return_too_late", "已过退单时限。", "请继续办理；确实不归您管的，请与派单办公室协商。")


def shortfall(calendar: Calendar, *, old_due: datetime, new_due: datetime) -> int:
    """By how many working minutes the new part runs beyond what was left of the old one: spent by others, and charged to them."""
    return max(0, calendar.working_minutes_between(old_due, new_due))
