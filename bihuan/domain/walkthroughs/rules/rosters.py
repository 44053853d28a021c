"""固定排班: kept by the unit's or the area's office, approved by its head; a change is asked for by whose turn it is."""

from dataclasses import dataclass

from bihuan.domain.cases.rules.hands import first, is_a_person, with_role
from bihuan.domain.organisations.choices import Role
from bihuan.domain.walkthroughs.choices import PlanState
from bihuan.domain.walkthroughs.choices import RosterState as S
from bihuan.domain.walkthroughs.rules.common import KEEPERS, LEADERSHIP, stands_for
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState
from bihuan.kernel.states import in_states


@dataclass(frozen=True, slots=True)
class RosterFacts:
    """A roster as the rules see it. `office` is its unit; `signer`: the role that approves; `newest`: the state of the latest plan;
    `my_turns`: turns that this actor's hands have still to sit; `owed`: those of them that come up now."""

    state: str
    office: int
    signer: str = Role.UNIT_HEAD
    leaders: int = 0
    windows: int = 0
    newest: str = ""
    my_turns: int = 0
    owed: int = 0
    change_asked: bool = False


def may_draft(actor: Actor, unit: int) -> Refusal | None:
    """A roster is begun by who keeps it."""
    return stands_for(unit, actor, *KEEPERS)


def may_arrange(facts: RosterFacts, actor: Actor) -> Refusal | None:
    """Leaders, windows and wishes change as long as the roster runs, but not while a plan waits for its signature."""
    return first(
        in_states(facts, S.DRAFT, S.ACTIVE), stands_for(facts.office, actor, *KEEPERS), _plan_waits(facts)
    )


def may_plan(facts: RosterFacts, actor: Actor) -> Refusal | None:
    """试排 needs somebody and somewhere."""
    return first(
        may_arrange(facts, actor),
        None if facts.leaders else WrongState("no_leader", "还没有参加的班子成员。", "请先“加班子成员”。"),
        None if facts.windows else WrongState("no_window", "还没有窗口。", "请先“加窗口”。"),
    )


def may_ask(facts: RosterFacts, actor: Actor) -> Refusal | None:
    """送审: what was shown, and nothing else, is put to the approver."""
    return first(
        in_states(facts, S.DRAFT, S.ACTIVE),
        stands_for(facts.office, actor, *KEEPERS),
        None
        if facts.newest == PlanState.PREVIEW
        else WrongState("no_preview", "没有可以送审的试排。", "请先“试排”，看过再送审。"),
    )


def may_decide(facts: RosterFacts, actor: Actor) -> Refusal | None:
    """审批 belongs to the head of the unit, an area's roster to its leader; the approval keeps the asker's hands out."""
    return first(
        in_states(facts, S.DRAFT, S.ACTIVE),
        stands_for(facts.office, actor, facts.signer),
        None
        if facts.newest == PlanState.ASKED
        else WrongState("nothing_asked", "没有等待审批的排班。", "请等编排人送审。"),
    )


def may_sit(facts: RosterFacts, actor: Actor) -> Refusal | None:
    """坐窗口: whose turn comes up; the action asks whether it is today."""
    return first(
        in_states(facts, S.ACTIVE),
        is_a_person(actor),
        None if facts.owed else WrongState("no_turn_due", "您近日没有班次。", "可以从“坐窗口”临时开始一次。"),
    )


def may_request_change(facts: RosterFacts, actor: Actor) -> Refusal | None:
    """申请调班: whose turn it is, or who keeps the roster."""
    keeps = stands_for(facts.office, actor, *KEEPERS) is None
    return first(
        in_states(facts, S.ACTIVE),
        is_a_person(actor),
        None
        if keeps or facts.my_turns
        else NotAllowed("not_your_turn", "这份排班里没有您还没坐的班次。", "请由本人或编排人申请。"),
    )


def may_decide_change(facts: RosterFacts, actor: Actor) -> Refusal | None:
    """审批调班 as the roster itself."""
    return first(
        in_states(facts, S.ACTIVE),
        stands_for(facts.office, actor, facts.signer),
        None if facts.change_asked else WrongState("nothing_asked", "没有等待审批的调班。"),
    )


def may_end(facts: RosterFacts, actor: Actor) -> Refusal | None:
    """结束: what was not sat is cancelled; not while the head has still to decide on something of it."""
    return first(
        in_states(facts, S.ACTIVE),
        stands_for(facts.office, actor, *KEEPERS),
        _plan_waits(facts),
        WrongState("change_asked", "还有调班申请等审批。", "请等审批有了结果再结束。")
        if facts.change_asked
        else None,
    )


def may_withdraw(facts: RosterFacts, actor: Actor) -> Refusal | None:
    """撤回 before it ever came into force."""
    return first(in_states(facts, S.DRAFT), may_arrange(facts, actor))


def _plan_waits(facts: RosterFacts) -> Refusal | None:
    if facts.newest != PlanState.ASKED:
        return None
    return WrongState("plan_asked", "排班正在等审批。", "请等审批有了结果再办。")


def signer_of(*, is_area: bool) -> Role:
    """A unit's roster is approved by its head, an area's by a leader."""
    return Role.LEADER if is_area else Role.UNIT_HEAD


def may_call_on(actor: Actor) -> Refusal | None:
    """Whoever leads a unit may sit at a window, on the roster or not."""
    return first(is_a_person(actor), with_role(actor, *LEADERSHIP))
