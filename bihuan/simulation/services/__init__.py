"""What the city offers: windows and a catalogue, its improvement over the year; handlings, ratings and joint matters.

The housing bureau's seventy items give exactly the newspaper's 100 %, 84.3 %, 95.7 % and 90.4 % at the end.
"""

from datetime import datetime

from bihuan.simulation.city import World
from bihuan.simulation.life import Life
from bihuan.simulation.services.catalogue import open_catalogue
from bihuan.simulation.services.living import Windows
from bihuan.simulation.services.together import Together


def plan_services(world: World, life: Life, start: datetime, now: datetime) -> None:
    """Open windows, register the catalogue, and let it live."""
    open_catalogue(world, start)
    Windows(world, now).plan(life)
    Together(world, now).plan(life)
