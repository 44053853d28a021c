"""核查销号: the office that dispatched looks at the evidence."""

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.hands import at_office, differs_from_handlers, first, in_states, is_a_person
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Refusal, WrongState


def may_strike_off(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """销号 belongs to the office that dispatched, and never to a hand that handled or approved. A promise by a date is struck off on its
    proof only."""
    return first(
        may_check(facts, actor),
        WrongState(
            "only_promised", "承办单位只是承诺了日期，还不能销号。", "请先确认承诺，到期凭证明再销号。"
        )
        if facts.promised_outcome
        else None,
    )


def may_rework(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """退回重办: the evidence does not carry what was claimed."""
    return may_check(facts, actor)


def may_check(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """Checking is the same for both answers."""
    return first(
        in_states(facts, State.COMPLETED),
        is_a_person(actor),
        at_office(facts, actor, Role.CHECKER, Role.OFFICE),
        differs_from_handlers(facts, actor),
    )
