"""办件日志: kept and removed by the unit whose it is."""

from dataclasses import dataclass

from bihuan.domain.cases.rules.hands import first
from bihuan.domain.walkthroughs.choices import LogState
from bihuan.domain.walkthroughs.rules.common import KEEPERS, stands_for
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.refusals import Refusal
from bihuan.kernel.states import in_states


@dataclass(frozen=True, slots=True)
class LogFacts:
    """A log as the rules see it."""

    state: str
    office: int


def may_keep(actor: Actor, unit: int) -> Refusal | None:
    """Brought in by who keeps the unit's rosters and tasks too, or from the server's own command line, where nobody has a seat."""
    return None if actor.kind is ActorKind.CALENDAR else stands_for(unit, actor, *KEEPERS)


def may_remove(facts: LogFacts, actor: Actor) -> Refusal | None:
    """删除 the file; that it was there stays on record."""
    return first(in_states(facts, LogState.READY), stands_for(facts.office, actor, *KEEPERS))
