"""直接答复: inquiry, praise and plain suggestion may be answered by intake from a cited knowledge entry. Four hands hold for all else."""

import hashlib

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.choices.kinds import SIMPLE
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.hands import at_office, first, in_states, is_a_person
from bihuan.domain.cases.rules.identity import is_the_reporter
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal


def may_reply(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """直接答复 belongs to intake and the office; not for requests, complaints and reports."""
    return first(
        in_states(facts, State.REGISTERED, State.ACCEPTED),
        is_a_person(actor),
        at_office(facts, actor, Role.INTAKE, Role.OFFICE),
        None
        if facts.request_type in {str(kind) for kind in SIMPLE} and not facts.about_conduct
        else NotAllowed(
            "not_simple", "求助、投诉和举报不能直接答复。", "请受理后派单；只是咨询的，请先改诉求类型。"
        ),
    )


def may_turn_into_case(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """转为办理: the asker was answered and it does not help: handled like any other case from here on."""
    return first(
        is_the_reporter(facts, actor),
        in_states(facts, State.CLOSED),
        None
        if facts.simple
        else NotAllowed("not_simple", "这一件不是直接答复的。", "对结果不满意，请在回访时说明，或重新反映。"),
    )


def is_sampled(number: str, *, percent: int) -> bool:
    """Whether an answered case is in the follow-up sample: decided by its number, so nobody can pick."""
    return int(hashlib.sha256(number.encode()).hexdigest(), 16) % 100 < percent
