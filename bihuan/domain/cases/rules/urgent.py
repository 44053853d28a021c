"""特急: handle first, order after; unacknowledged for a quarter of an hour, the next on duty is called, then the leader on duty."""

from datetime import datetime, timedelta

from bihuan.domain.cases.choices import State, Urgency
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.hands import first, in_states, is_a_person, not_the_complained_of, with_role
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal

CALL_EVERY = timedelta(minutes=15)


def may_handle_first(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """先处置 belongs to any desk or section of the area that can help now: the order comes after."""
    return first(
        in_states(facts, State.REGISTERED, State.ACCEPTED),
        is_a_person(actor),
        NotAllowed("not_critical", "只有特急件可以先处置后补单。", "请等派单。")
        if facts.urgency != Urgency.CRITICAL
        else None,
        with_role(actor, Role.DESK, Role.HANDLER, Role.SECTION_HEAD),
        not_the_complained_of(facts, actor),
        None if facts.office in actor.line else NotAllowed("not_your_area", "这一件不在您的辖区。"),
    )


def calls_due(dispatched_at: datetime, at: datetime) -> int:
    """How many people should have been called by now for a part that nobody acknowledged: one per quarter of an hour."""
    return max(0, (at - dispatched_at) // CALL_EVERY)
