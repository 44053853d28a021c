"""挂账: asked by the office, approved by a leader, with milestones and a review every quarter."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bihuan.domain.cases.rules.hands import first, is_a_person, with_role
from bihuan.domain.organisations.choices import Role
from bihuan.domain.remedies.choices import LongTermState as S
from bihuan.domain.remedies.rules.common import UNIT_VOICE, of_the_office
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState
from bihuan.kernel.states import in_states


@dataclass(frozen=True, slots=True)
class LongTermFacts:
    """A long-term item as the rules see it. milestones_open maps place → office."""

    state: str
    office: int
    milestones: int = 0
    milestones_open: Mapping[int, int] = field(default_factory=dict)


def may_draft(actor: Actor, office: int) -> Refusal | None:
    """挂账 is asked for by the office in charge of the case."""
    if f"office:{office}" not in actor.keys:
        return NotAllowed("not_your_office", "只有负责这一件的双优化办可以申请挂账。", "请联系负责的办公室。")
    return first(is_a_person(actor), with_role(actor, Role.OFFICE))


def may_add_milestone(facts: LongTermFacts, actor: Actor) -> Refusal | None:
    """里程碑 with day and holder, before it is asked or while it is carried."""
    return first(in_states(facts, S.DRAFT, S.CARRIED), of_the_office(facts, actor))


def may_ask(facts: LongTermFacts, actor: Actor) -> Refusal | None:
    """送审: without milestones it would only be put off."""
    return first(
        in_states(facts, S.DRAFT),
        of_the_office(facts, actor),
        None
        if facts.milestones
        else WrongState("no_milestone", "还没有里程碑。", "请先写明每一步、日期和责任单位。"),
    )


def may_decide(facts: LongTermFacts, actor: Actor) -> Refusal | None:
    """审批 belongs to a leader of the area."""
    return first(in_states(facts, S.ASKED), of_the_office(facts, actor, Role.LEADER))


def may_enter(facts: LongTermFacts, actor: Actor) -> Refusal | None:
    """列入: the office writes down what the leader approved, with its document."""
    return first(in_states(facts, S.APPROVED), of_the_office(facts, actor))


def may_reach(facts: LongTermFacts, actor: Actor) -> Refusal | None:
    """完成里程碑 is said by whoever answers for it, or by the office."""
    own = any(f"office:{office}" in actor.keys for office in facts.milestones_open.values())
    return first(
        in_states(facts, S.CARRIED),
        WrongState("nothing_open", "里程碑都已完成。", "可以销账恢复办理。")
        if not facts.milestones_open
        else None,
        first(is_a_person(actor), with_role(actor, *UNIT_VOICE, Role.HANDLER, Role.SECTION_HEAD, Role.OFFICE))
        if own
        else of_the_office(facts, actor),
    )


def may_review(facts: LongTermFacts, actor: Actor) -> Refusal | None:
    """季度检查 belongs to the office."""
    return first(in_states(facts, S.CARRIED), of_the_office(facts, actor, Role.OFFICE, Role.CHECKER))


def may_finish(facts: LongTermFacts, actor: Actor) -> Refusal | None:
    """销账: every milestone is reached, the case goes on from where its clocks stood."""
    return first(
        in_states(facts, S.CARRIED),
        of_the_office(facts, actor),
        WrongState("milestones_open", "还有里程碑没有完成。", "请先完成，或由领导小组另行决定。")
        if facts.milestones_open
        else None,
    )


def may_withdraw(facts: LongTermFacts, actor: Actor) -> Refusal | None:
    """撤回, as long as it was not entered."""
    return first(in_states(facts, S.DRAFT, S.APPROVED), of_the_office(facts, actor))
