"""公布数字: the last quarter's figures are signed and public, one is corrected, one was taken back, one more waits for its signature."""

from datetime import date, datetime, timedelta
from functools import partial

from django.utils.timezone import localtime

from bihuan.domain.indicators.actions import (
    correct_publication,
    decide_publication,
    propose_publication,
    withdraw_publication,
)
from bihuan.domain.indicators.queries import standing
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.figures import Period, figure_of
from bihuan.kernel.figures.models import Published
from bihuan.simulation.city import World
from bihuan.simulation.life import Life

SIGNED = ("cases.registered", "cases.resolution_rate", "cases.on_time_rate", "cases.satisfaction_rate")
CORRECTED = "cases.registered"  # the first of them: cases of its last days came in late
TAKEN_BACK = "services.instant_rate"
WAITING = "services.online_rate"


def plan_publications(world: World, life: Life, now: datetime) -> None:
    """In the month after the quarter: proposed one day, signed the next."""
    quarter = str(last_quarter(localtime(now).date()))
    for place, code in enumerate(SIGNED):
        start = now - timedelta(days=20 - place)
        life.after(start, 60, partial(_publish, world, life, code, quarter))
    life.after(now - timedelta(days=9), 60, partial(_correct, world, life, quarter))
    life.after(now - timedelta(days=6), 60, partial(_take_back, world, life, quarter))
    life.after(now - timedelta(days=4), 60, partial(_wait, world, quarter))


def last_quarter(today: date) -> Period:
    """The one before the day's own."""
    before = date(today.year, (today.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
    return Period.quarter(before.year, (before.month + 2) // 3)


def _publish(world: World, life: Life, code: str, period: str, at: datetime) -> None:
    proposed = _propose(world.actor(world.city.pk, Role.OFFICE), code, period, at)
    life.after(at, 300, partial(_sign, world, proposed))


def _correct(world: World, life: Life, quarter: str, at: datetime) -> None:
    said = standing(CORRECTED, Period.parse(quarter))
    if said is not None:
        by = world.actor(world.city.pk, Role.OFFICE)
        again = correct_publication(
            publication=said, by=by, at=at, reason="季末几天的来件补录完毕，重新计算。"
        )
        life.after(at, 300, partial(_sign, world, again))


def _take_back(world: World, life: Life, quarter: str, at: datetime) -> None:
    by = world.actor(world.city.pk, Role.OFFICE)
    proposed = _propose(by, TAKEN_BACK, quarter, at)
    life.after(at, 40, partial(_withdraw, by, proposed))


def _withdraw(by: Actor, proposed: Published, at: datetime) -> None:
    withdraw_publication(publication=proposed, by=by, at=at)


def _wait(world: World, period: str, at: datetime) -> None:
    _propose(world.actor(world.city.pk, Role.OFFICE), WAITING, period, at)


def _propose(by: Actor, code: str, period: str, at: datetime) -> Published:
    return propose_publication(
        by=by,
        at=at,
        figure=figure_of(code),
        period=period,
        reason="季度例行公布，口径与上一季度相同。",
    )


def _sign(world: World, proposed: Published, at: datetime) -> None:
    leader = world.actor(world.city.pk, Role.LEADER)
    decide_publication(
        publication=proposed, by=leader, at=at, granted=True, answer="与台账核对一致，同意公布。"
    )
