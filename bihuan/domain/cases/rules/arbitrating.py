"""裁定: who handles what two units each say is the other's. The arbiter neither dispatched it nor belongs to a unit with a part in it."""

from bihuan.domain.cases.choices import LegState, State, Step
from bihuan.domain.cases.rules.facts import CaseFacts, LegFacts
from bihuan.domain.cases.rules.hands import (
    at_office,
    differs_from,
    first,
    in_states,
    is_a_person,
    not_suspended,
)
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal


def may_arbitrate(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """裁定 belongs to an arbiter of the office in charge who is outside the quarrel."""
    units = frozenset(leg.unit for leg in facts.current_legs)
    return first(
        in_states(facts, State.DISPATCHED, State.HANDLING),
        is_a_person(actor),
        not_suspended(facts),
        at_office(facts, actor, Role.ARBITER),
        None
        if disputed(facts)
        else NotAllowed("nothing_to_arbitrate", "这一件没有提请裁定。", "退单无人答复时才升级裁定。"),
        differs_from(
            actor,
            facts.hands_of(Step.DISPATCHED, Step.SUBDISPATCHED) | facts.handled_by,
            "same_hand",
            "您派过或办过这一件，不能由您裁定。",
        ),
        NotAllowed("party_to_it", "您所在的单位是承办单位，不能由您裁定。", "请换一位不相关的裁定员。")
        if units & facts.actor_units_during
        else None,
    )


def disputed(facts: CaseFacts) -> LegFacts | None:
    """The returned part on which a ruling is owed."""
    return next(
        (
            leg
            for leg in facts.current_legs
            if leg.state == LegState.RETURNING and facts.owes("arbitrate", leg)
        ),
        None,
    )
