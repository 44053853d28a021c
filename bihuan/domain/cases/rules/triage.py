"""研判: who may judge a case, and what may be changed later."""

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.choices.states import OPEN
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.hands import at_office, first, in_states, is_a_person
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Refusal


def may_accept(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """受理 belongs to the office in charge, while the case waits for its triage."""
    return first(
        in_states(facts, State.REGISTERED),
        is_a_person(actor),
        at_office(facts, actor, Role.OFFICE, Role.INTAKE),
    )


def may_reclassify(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """改判: grade, urgency or category may be corrected, or raised, while the case is open."""
    return first(in_states(facts, *sorted(OPEN)), is_a_person(actor), at_office(facts, actor, Role.OFFICE))
