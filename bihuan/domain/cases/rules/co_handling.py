"""协办: a co-handler owes the lead an answer within half of the lead's remaining time; that lateness is the co-handler's."""

from bihuan.domain.cases.choices import LegRole, LegState, State
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.handling import HANDS
from bihuan.domain.cases.rules.hands import (
    first,
    in_states,
    is_a_person,
    not_suspended,
    not_the_complained_of,
    with_role,
)
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal


def may_answer_lead(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """协办答复 belongs to whoever holds a co-handler's part."""
    leg = facts.leg_of(actor, {LegState.HANDLING}, LegRole.CO)
    return first(
        in_states(facts, State.DISPATCHED, State.HANDLING),
        is_a_person(actor),
        not_suspended(facts),
        with_role(actor, *HANDS),
        not_the_complained_of(facts, actor),
        NotAllowed("no_co_part", "您的科室没有在办的协办件。", "请先签收。") if leg is None else None,
        NotAllowed("children_open", "您派下去的还没有全部答复。", "请等下级答复，或先收回。")
        if leg and facts.open_children(leg)
        else None,
    )


def may_read_answers(facts: CaseFacts, actor: Actor) -> bool:
    """The lead, and the office in charge, read what co-handlers answered; a co-handler reads their own."""
    leads = any(leg.role == LegRole.LEAD and leg.key in actor.keys for leg in facts.current_legs)
    return leads or facts.office_key in actor.keys
