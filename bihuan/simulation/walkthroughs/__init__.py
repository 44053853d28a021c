"""Directors at the window and on the path: a roster that holds, sittings week by week, walks, findings that become cases, an item that changes."""

from datetime import datetime, timedelta

from bihuan.simulation.city import World
from bihuan.simulation.life import Life
from bihuan.simulation.plans import CityPlan
from bihuan.simulation.walkthroughs.bureau import Bureau
from bihuan.simulation.walkthroughs.exporting import Exporting
from bihuan.simulation.walkthroughs.filling import fill
from bihuan.simulation.walkthroughs.outings import Outings
from bihuan.simulation.walkthroughs.rostering import Rostering
from bihuan.simulation.walkthroughs.walking import PathWalking
from bihuan.simulation.walkthroughs.working import every_evening

__all__ = ["fill", "plan_walkthroughs"]
DAYS = timedelta(days=180)  # before it nothing of all this happens
WALKS_BEFORE = (78, 71, 64, 57, 50, 45, 38, 33, 26, 19, 13, 8, 4, 2)


def plan_walkthroughs(world: World, life: Life, plan: CityPlan, start: datetime, now: datetime) -> Outings:
    """Put the last eighty days of it into the queue, the bureau's half-year, and the outings of the others."""
    Rostering(world, now).plan(life)
    for place, days in enumerate(WALKS_BEFORE):
        PathWalking(world, now, days=days, place=place).plan(life)
    Bureau(world, now).plan(life, start)
    Exporting(world, now).plan(life)
    outings = Outings(world, life, now)
    outings.plan(plan.outings)
    life.every_evening(max(start, now - DAYS), every_evening(world, life))
    return outings
