"""Directors at the window and on the path: a roster that holds, sittings week by week, walks, findings that become cases, an item that changes."""

from datetime import datetime

from bihuan.simulation.city import World
from bihuan.simulation.life import Life
from bihuan.simulation.walkthroughs.bureau import plan_bureau
from bihuan.simulation.walkthroughs.exporting import Exporting
from bihuan.simulation.walkthroughs.rostering import Rostering
from bihuan.simulation.walkthroughs.walking import PathWalking
from bihuan.simulation.walkthroughs.working import every_evening

WALKS_BEFORE = (78, 71, 64, 57, 50, 45, 38, 33, 26, 19, 13, 8, 4, 2)


def plan_walkthroughs(world: World, life: Life, start: datetime, now: datetime) -> None:
    """Put the last eighty days of it into the queue."""
    Rostering(world, now).plan(life)
    for place, days in enumerate(WALKS_BEFORE):
        PathWalking(world, now, days=days, place=place).plan(life)
    plan_bureau(world, life, start, now)
    Exporting(world, now).plan(life)
    life.every_evening(start, every_evening(world, life))
