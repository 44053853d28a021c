"""承诺限期 and 挂账: not solved yet, honestly, with a date or with milestones; open and counted all the while."""

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.rules.checking import may_check
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.hands import at_office, first, in_states, is_a_person, not_suspended
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Refusal, WrongState


def may_accept_promise(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """确认承诺: the checker finds the date acceptable; the reporter is told; it is struck off only on its proof."""
    return first(
        may_check(facts, actor),
        None
        if facts.promised_outcome
        else WrongState("no_promise", "承办单位没有承诺限期。", "请核查后销号，或退回重办。"),
        WrongState("promised_already", "这一轮已经承诺过一次。", "到期拿不出证明的，请退回重办或列入挂账。")
        if facts.promised_before
        else None,
    )


def may_carry_over(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """挂账: the office writes down what the leading group approved."""
    return first(
        in_states(facts, State.HANDLING, State.PROMISED),
        is_a_person(actor),
        not_suspended(facts),
        at_office(facts, actor, Role.OFFICE),
    )


def may_resume_carried(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """恢复办理: the milestones are done, or the group decided so."""
    return first(in_states(facts, State.LONG_TERM), is_a_person(actor), at_office(facts, actor, Role.OFFICE))
