"""坐窗口: written by the one who sits and the companion, until it ends; doubts are decided by somebody else."""

from dataclasses import dataclass

from bihuan.domain.cases.rules.hands import first, is_a_person
from bihuan.domain.walkthroughs.choices import SittingState as S
from bihuan.domain.walkthroughs.rules.common import JUDGES, is_one_of, stands_for
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState
from bihuan.kernel.states import in_states


@dataclass(frozen=True, slots=True)
class SittingFacts:
    """A sitting as the rules see it. `people`: leader and companion; `judge`: the area whose office looks at doubts."""

    state: str
    office: int
    people: frozenset[int]
    judge: int
    window: int
    open_doubts: int = 0


def may_write(facts: SittingFacts, actor: Actor) -> Refusal | None:
    """What happens at the window is written while it happens."""
    return first(
        in_states(facts, S.OPEN),
        is_a_person(actor),
        is_one_of(actor, facts.people, "这一次不是您坐的窗口。"),
    )


def may_raise_difficulty(facts: SittingFacts, actor: Actor) -> Refusal | None:
    """The window's own people say what makes their work hard, to the one who sits beside them."""
    if f"office:{facts.window}" in actor.keys:
        return first(in_states(facts, S.OPEN), is_a_person(actor))
    return may_write(facts, actor)


def may_thank(facts: SittingFacts, actor: Actor) -> Refusal | None:
    """A letter or a banner comes days later: it may be written down after the end."""
    return first(is_a_person(actor), is_one_of(actor, facts.people, "这一次不是您坐的窗口。"))


def may_judge(facts: SittingFacts, actor: Actor) -> Refusal | None:
    """核定存疑 belongs to the area's office, never to those who sat."""
    if actor.hands & facts.people:
        return NotAllowed("same_hand", "您自己坐的窗口，不能由您核定。", "请由双优化办的同事核定。")
    return first(
        in_states(facts, S.FINISHED),
        stands_for(facts.judge, actor, *JUDGES),
        None if facts.open_doubts else WrongState("no_doubt", "没有待核定的存疑。"),
    )
