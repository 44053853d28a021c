"""十问十帮 in the made-up city: the ten questions and the helps, a year's pairing by plan, visits from month to month, what is raised on
them and what helps, a firm that asks for another steward, a project from its plot to its award.
"""

from datetime import datetime

from bihuan.simulation.city import World
from bihuan.simulation.liaison.pairing import pair_the_city
from bihuan.simulation.liaison.stories import plan_stories
from bihuan.simulation.liaison.visiting import plan_visits
from bihuan.simulation.life import Life

__all__ = ["pair_the_city", "plan_liaison"]


def plan_liaison(world: World, life: Life, start: datetime, now: datetime) -> None:
    """Pair the city at its beginning and let its stewards live."""
    pair_the_city(world, start)
    plan_visits(world, life, start, now)
    plan_stories(world, life, now)
