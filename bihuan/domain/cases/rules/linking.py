"""并案、拆分: the same matter from many people is one lead case; one report with several matters is split under one receipt."""

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.choices.states import OPEN
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.hands import at_office, first, in_states, is_a_person
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState

MERGEABLE = (State.REGISTERED, State.ACCEPTED, State.DISPATCHED, State.HANDLING)


def may_merge(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """并案 belongs to the office in charge, while neither was struck off."""
    return first(
        in_states(facts, *MERGEABLE),
        is_a_person(actor),
        at_office(facts, actor, Role.OFFICE),
        WrongState("leads_others", "已有别的工单并入这一件。", "请把它作为主件。")
        if facts.is_lead_of_others
        else None,
    )


def may_lead(facts: CaseFacts) -> Refusal | None:
    """Whether other cases can be merged into this one."""
    return in_states(facts, *sorted(OPEN - {State.STRUCK_OFF, State.DISSATISFIED}))


def may_unmerge(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """撤销并案: it was another matter after all."""
    return first(in_states(facts, State.MERGED), is_a_person(actor), at_office(facts, actor, Role.OFFICE))


def may_split(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """拆分 belongs to triage: each matter gets its own case, the receipt opens them all."""
    return first(
        in_states(facts, State.REGISTERED, State.ACCEPTED),
        is_a_person(actor),
        at_office(facts, actor, Role.OFFICE, Role.INTAKE),
    )


def is_group(reporters: int, *, least: int) -> bool:
    """Five people or more make it a group matter, which leaders are warned of."""
    return reporters >= least


def not_itself(case: int, other: int) -> Refusal | None:
    return NotAllowed("same_case", "不能并入自己。", "请选另一件。") if case == other else None
