"""发现的问题: the result comes to the finder first, who says whether it is really mended."""

from dataclasses import dataclass

from bihuan.domain.cases.rules.hands import first, is_a_person
from bihuan.domain.walkthroughs.choices import FindingState as S
from bihuan.domain.walkthroughs.rules.common import is_one_of
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Refusal
from bihuan.kernel.states import in_states


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """A finding as the rules see it."""

    state: str
    office: int
    finder: int


def may_say(facts: FindingFacts, actor: Actor) -> Refusal | None:
    """看结果: the finder alone; a disputed one may be looked at again."""
    return first(
        in_states(facts, S.SHOWN, S.DISPUTED),
        is_a_person(actor),
        is_one_of(actor, frozenset({facts.finder}), "这个问题不是您发现的。"),
    )


def may_propose(facts: FindingFacts, actor: Actor) -> Refusal | None:
    """提建议: the finder, as long as it is not settled."""
    return first(
        in_states(facts, S.SEALED, S.OPEN, S.SHOWN, S.DISPUTED),
        is_a_person(actor),
        is_one_of(actor, frozenset({facts.finder}), "这个问题不是您发现的。"),
    )
