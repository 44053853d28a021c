"""From the rows and the journal of the rooms below to incidents: a pure function of what they say, whoever asks and in whatever order.

world: what is read once per run · late: clocks that ran out · quality: what was found at check and follow-up · above: orders,
supervision, cards · turns: sittings and walks that were missed · suspects: of which subjects there may be something to say.
"""

from collections.abc import Callable, Collection, Iterable, Mapping

from bihuan.domain.supervision.queries.gather.above import (
    cards_in_force,
    order_incidents,
    supervision_incidents,
)
from bihuan.domain.supervision.queries.gather.late import late_incidents
from bihuan.domain.supervision.queries.gather.quality import quality_incidents
from bihuan.domain.supervision.queries.gather.turns import roster_incidents, walk_task_incidents
from bihuan.domain.supervision.queries.gather.world import World
from bihuan.domain.supervision.rules.incidents import IncidentFacts

Source = Callable[[World, Collection[int]], Iterable[IncidentFacts]]

SOURCES: Mapping[str, tuple[Source, ...]] = {
    "case": (late_incidents, quality_incidents),
    "order": (order_incidents,),
    "supervision": (supervision_incidents,),
    "card": (cards_in_force,),
    "roster": (roster_incidents,),
    "walk_task": (walk_task_incidents,),
}


def incidents_of(world: World, kind: str, ids: Collection[int]) -> dict[str, IncidentFacts]:
    """Everything that went wrong on these subjects, by key. The same number of queries, however many subjects."""
    return {one.key: one for source in SOURCES[kind] for one in source(world, ids)}
