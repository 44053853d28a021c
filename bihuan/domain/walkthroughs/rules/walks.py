"""走流程: written by the one who walks and the companion until it ends; a walk in disguise is nobody else's business before."""

from dataclasses import dataclass

from bihuan.domain.cases.rules.hands import first, is_a_person
from bihuan.domain.walkthroughs.choices import TaskState
from bihuan.domain.walkthroughs.choices import WalkState as S
from bihuan.domain.walkthroughs.rules.common import JUDGES, KEEPERS, is_one_of, stands_for
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState
from bihuan.kernel.states import in_states


@dataclass(frozen=True, slots=True)
class WalkFacts:
    """A walk as the rules see it. `judge`: the area whose office looks at doubts."""

    state: str
    office: int
    people: frozenset[int]
    judge: int
    open_doubts: int = 0


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A task as the rules see it."""

    state: str
    office: int
    person: int | None = None


def may_write(facts: WalkFacts, actor: Actor) -> Refusal | None:
    """What happens on the path is written while it happens."""
    return first(
        in_states(facts, S.OPEN), is_a_person(actor), is_one_of(actor, facts.people, "这个流程不是您走的。")
    )


def may_judge(facts: WalkFacts, actor: Actor) -> Refusal | None:
    """核定存疑 belongs to the area's office, never to those who walked."""
    if actor.hands & facts.people:
        return NotAllowed("same_hand", "您自己走的流程，不能由您核定。", "请由双优化办的同事核定。")
    return first(
        in_states(facts, S.FINISHED),
        stands_for(facts.judge, actor, *JUDGES),
        None if facts.open_doubts else WrongState("no_doubt", "没有待核定的存疑。"),
    )


def may_assign(facts: TaskFacts, actor: Actor) -> Refusal | None:
    """指派 belongs to the unit that owes the walk."""
    return first(in_states(facts, TaskState.OPEN), stands_for(facts.office, actor, *KEEPERS))


def may_take(facts: TaskFacts, actor: Actor) -> Refusal | None:
    """走这个流程: whoever leads the unit, or to whom it was assigned."""
    if facts.person is not None and facts.person in actor.hands:
        return first(in_states(facts, TaskState.OPEN), is_a_person(actor))
    return may_assign(facts, actor)
