"""Supervision in the last two months of the year: the calendar reads the journal every evening; people decide about cards, send orders up
the ladder, note outages, hold interviews, issue circulars. Some of it is left open, so that the pages have something to do. One card is of half a year ago."""

from datetime import datetime, timedelta

from bihuan.domain.supervision import jobs
from bihuan.kernel.access import Actor
from bihuan.simulation.city import World
from bihuan.simulation.life import Life
from bihuan.simulation.supervision.climbing import Climbing
from bihuan.simulation.supervision.deciding import Deciding
from bihuan.simulation.supervision.downtime import Down
from bihuan.simulation.supervision.early import Early
from bihuan.simulation.supervision.telling import Telling

EVENINGS = 45
CALENDAR = Actor.calendar("simulation")


def plan_supervision(world: World, life: Life, now: datetime) -> None:
    """Put the evenings and the stories of the last weeks into the queue."""
    for days in range(EVENINGS, -1, -1):
        life.at((now - timedelta(days=days)).replace(hour=11, minute=0), read)
    for story in (Down, Climbing, Telling):
        story(world, now).plan(life)
    Early(world, now, mornings=0).plan(life)
    Deciding(world, now, mornings=EVENINGS - 2).plan(life)


def read(at: datetime) -> None:
    """What the worker does: read what is new, propose, end periods."""
    while jobs.read_journal(CALENDAR, at).more:
        pass
    jobs.look_again(CALENDAR, at)
    jobs.propose_cards(CALENDAR, at)
    jobs.end_appeals(CALENDAR, at)
    jobs.call_unanswered(CALENDAR, at)
