"""专项治理: opened and led by an office, cases of any source, ended with its effect."""

from dataclasses import dataclass

from bihuan.domain.cases.rules.hands import first, is_a_person, with_role
from bihuan.domain.organisations.choices import Role
from bihuan.domain.remedies.choices import CampaignState as S
from bihuan.domain.remedies.rules.common import UNIT_VOICE
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState
from bihuan.kernel.states import in_states


@dataclass(frozen=True, slots=True)
class CampaignFacts:
    """A campaign as the rules see it."""

    state: str
    office: int
    lead: int
    areas: int = 0
    has_effect: bool = False


def may_open(actor: Actor, office: int) -> Refusal | None:
    """A campaign is opened by the area's 双优化办."""
    if f"office:{office}" not in actor.keys:
        return NotAllowed("not_your_office", "只有本级双优化办可以发起专项治理。", "请联系负责的办公室。")
    return first(is_a_person(actor), with_role(actor, Role.OFFICE, Role.LEADER))


def may_lead(facts: CampaignFacts, actor: Actor) -> Refusal | None:
    """What the lead office does, the office in charge may do as well."""
    leads = f"office:{facts.lead}" in actor.keys and actor.has(*UNIT_VOICE)
    in_charge = f"office:{facts.office}" in actor.keys and actor.has(Role.OFFICE, Role.CHECKER)
    return first(
        is_a_person(actor),
        None
        if leads or in_charge
        else NotAllowed("not_the_lead", "这项专项治理由牵头单位办理。", "请联系牵头单位。"),
    )


def may_keep_area(facts: CampaignFacts, actor: Actor) -> Refusal | None:
    """问题领域: added or named while it runs."""
    return first(in_states(facts, S.RUNNING), may_lead(facts, actor))


def may_add_cases(facts: CampaignFacts, actor: Actor) -> Refusal | None:
    """纳入 cases of any source while it runs."""
    return first(in_states(facts, S.RUNNING), may_lead(facts, actor))


def may_record_effect(facts: CampaignFacts, actor: Actor) -> Refusal | None:
    """成效 in words, while it runs; corrected until it ends."""
    return first(in_states(facts, S.RUNNING), may_lead(facts, actor))


def may_end(facts: CampaignFacts, actor: Actor) -> Refusal | None:
    """结束 needs its effect written down."""
    return first(
        in_states(facts, S.RUNNING),
        may_lead(facts, actor),
        None if facts.has_effect else WrongState("no_effect", "还没有写成效。", "请先填写专项治理成效。"),
    )
