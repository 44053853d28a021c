from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bihuan.kernel.access import Actor
from bihuan.kernel.clock import now
from bihuan.kernel.clock.actions import CLOCK, move_clock
from bihuan.kernel.clock.models import DemoClock
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import NotAllowed, WrongState

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
SOMEBODY = Actor.public("demo")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False) as machine:
        yield machine


def test_it_is_refused_outside_the_demo_and_leaves_no_row(settings):
    settings.DEMO = False
    with pytest.raises(NotAllowed, match="演示系统"):
        move_clock(to=NOON + timedelta(days=1), by=SOMEBODY)
    assert not DemoClock.objects.exists()


def test_it_is_refused_backwards(settings):
    settings.DEMO = True
    move_clock(to=NOON + timedelta(days=2), by=SOMEBODY)
    with pytest.raises(WrongState, match="调到将来"):
        move_clock(to=NOON + timedelta(days=1), by=SOMEBODY)
    assert now() == NOON + timedelta(days=2)


def test_it_keeps_one_row(settings):
    settings.DEMO = True
    for days in (1, 2, 3):
        move_clock(to=NOON + timedelta(days=days), by=SOMEBODY)
    assert DemoClock.objects.count() == 1


def test_each_move_is_journalled(settings):
    settings.DEMO = True
    move_clock(to=NOON + timedelta(days=1), by=SOMEBODY)
    (entry,) = history(CLOCK)
    assert (entry.event, entry.data) == ("clock.move", {"to": "2026-11-24T04:00:00.000000Z"})
