"""What a year leaves behind beyond its cases: a campaign, two orders to rectify (one late), two reports upward, two discipline clues, one of
them a whole case.

Everything is lived at its moment, between the steps of the cases, by the actions that people use. The long-term list is in `steps`.
"""

from datetime import datetime

from bihuan.simulation.city import World
from bihuan.simulation.life import Life
from bihuan.simulation.remedies.campaigning import Campaigning
from bihuan.simulation.remedies.handing_over import HandingOver, HandingOverWhole
from bihuan.simulation.remedies.rectifying import Late, Rectifying
from bihuan.simulation.remedies.reporting import Reporting
from bihuan.simulation.remedies.told import PARKING, TOWING


def plan_remedies(world: World, life: Life, now: datetime) -> None:
    """Put the remedies of the last eighty days into the queue."""
    Campaigning(world, now).plan(life)
    Rectifying(world, now, "交警", TOWING, begins=72).plan(life)
    Late(world, now, "城管", PARKING, begins=14).plan(life)
    Reporting(world, now, begins=50, answered=True).plan(life)
    Reporting(world, now, begins=25, answered=False).plan(life)
    HandingOver(world, now).plan(life)
    HandingOverWhole(world, now).plan(life)
