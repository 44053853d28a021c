"""公布数字: the last quarter's figures are signed and public, one more waits for its signature."""

from datetime import date, datetime, timedelta
from functools import partial

from django.utils.timezone import localtime

from bihuan.domain.indicators.actions import propose_publication
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.figures import Period, decide_figure, figure_of
from bihuan.kernel.figures.models import Published
from bihuan.simulation.city import World
from bihuan.simulation.life import Life

SIGNED = ("cases.registered", "cases.resolution_rate", "cases.on_time_rate", "cases.satisfaction_rate")
WAITING = "services.online_rate"


def plan_publications(world: World, life: Life, now: datetime) -> None:
    """In the month after the quarter: proposed one day, signed the next."""
    quarter = str(last_quarter(localtime(now).date()))
    for place, code in enumerate(SIGNED):
        start = now - timedelta(days=20 - place)
        life.after(start, 60, partial(_publish, world, life, code, quarter))
    life.after(now - timedelta(days=4), 60, partial(_wait, world, quarter))


def last_quarter(today: date) -> Period:
    """The one before the day's own."""
    before = date(today.year, (today.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
    return Period.quarter(before.year, (before.month + 2) // 3)


def _publish(world: World, life: Life, code: str, period: str, at: datetime) -> None:
    proposed = _propose(world, code, period, at)
    life.after(at, 300, partial(_sign, world, proposed))


def _wait(world: World, period: str, at: datetime) -> None:
    _propose(world, WAITING, period, at)


def _propose(world: World, code: str, period: str, at: datetime) -> Published:
    return propose_publication(
        by=world.actor(world.city.pk, Role.OFFICE),
        at=at,
        figure=figure_of(code),
        period=period,
        reason="季度例行公布，口径与上一季度相同。",
    )


def _sign(world: World, proposed: Published, at: datetime) -> None:
    leader = world.actor(world.city.pk, Role.LEADER)
    decide_figure(published=proposed, by=leader, at=at, granted=True, answer="与台账核对一致，同意公布。")
