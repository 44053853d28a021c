"""派单: to a desk, which dispatches again to a section or opens parts below; up to three levels."""

from collections.abc import Sequence
from datetime import datetime

from bihuan.domain.cases.choices import LegState, State
from bihuan.domain.cases.rules.facts import CaseFacts, LegFacts
from bihuan.domain.cases.rules.hands import (
    at_office,
    first,
    in_states,
    is_a_person,
    may_not_receive,
    not_suspended,
    not_the_complained_of,
    with_role,
)
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import Calendar, Limit
from bihuan.kernel.refusals import Malformed, NotAllowed, Refusal, WrongState

DEEPEST = 3


def may_dispatch(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """派单 belongs to the office in charge. A sealed case is dispatched as a restatement, never as it was said."""
    return first(
        in_states(facts, State.ACCEPTED),
        is_a_person(actor),
        at_office(facts, actor, Role.OFFICE),
        WrongState("not_restated", "这是保密件，还没有转述。", "请先写好转述稿，再派单。")
        if facts.identity == "SEALED" and not facts.restated
        else None,
    )


def may_subdispatch(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """二次派单 belongs to the desk that acknowledged."""
    leg = facts.leg_of(actor, {LegState.HANDLING, LegState.DELEGATED})
    return first(
        in_states(facts, State.DISPATCHED, State.HANDLING),
        is_a_person(actor),
        not_suspended(facts),
        with_role(actor, Role.DESK, Role.OFFICE),
        not_the_complained_of(facts, actor),
        NotAllowed("no_leg", "您的单位没有可以再派的承办件。", "请先签收。") if leg is None else None,
        WrongState("too_deep", f"最多只能派{DEEPEST}级。", "请直接办理，或退回上一级。")
        if leg and depth_of(facts, leg) >= DEEPEST
        else None,
    )


def differ(offices: Sequence[int]) -> Refusal | None:
    """The lead and every co-handler are different offices."""
    if len(set(offices)) == len(offices):
        return None
    sentence = "主办和协办单位有重复。"
    return Malformed("same_office_twice", sentence, "请每个单位只选一次。", fields={"co_offices": sentence})


def depth_of(facts: CaseFacts, leg: LegFacts) -> int:
    """How deep a part lies: 1 at the top."""
    parents = {one.id: one.parent for one in facts.legs}
    depth, parent = 1, leg.parent
    while parent is not None:
        depth, parent = depth + 1, parents.get(parent)
    return depth


def may_receive(
    facts: CaseFacts, office: int, line: frozenset[int], *, inside: int | None = None
) -> Refusal | None:
    """Whether an office can be sent this case. `line`: the office and all above it; `inside`: the unit that a desk may not send beyond."""
    held = {leg.office for leg in facts.current_legs if leg.is_open}
    return first(
        may_not_receive(facts, line),
        NotAllowed("outside_unit", "只能派给本单位或下级的机构。", "要派给别的单位，请退回派单办公室。")
        if inside is not None and inside not in line
        else None,
        NotAllowed("own_unit", "不能派给本单位自己。", "请选科室、窗口或下级单位。")
        if inside == office
        else None,
        WrongState("already_held", "这个单位已经在承办这一件。", "请选别的单位，或提醒它办理。")
        if office in held
        else None,
    )


def leg_due(
    calendar: Calendar, *, at: datetime, target: Limit, outer: datetime, least: Limit
) -> tuple[datetime, bool]:
    """When a part is due: its grade's target, inside the outer due moment (the promise's or the parent's), but never less than the least.

    Returns the moment and whether the target itself governs (so that the limit can be recomputed)."""
    own = calendar.due(at, target).at
    floor = calendar.due(at, least).at
    due = max(floor, min(own, outer))
    return due, due == own


def co_due(calendar: Calendar, *, at: datetime, lead_due: datetime) -> datetime:
    """Co-handlers owe the lead an answer within half of the lead's remaining time."""
    minutes = max(calendar.working_minutes_between(at, lead_due) // 2, 1)
    return calendar.due(at, Limit.parse(f"{minutes} wm")).at
