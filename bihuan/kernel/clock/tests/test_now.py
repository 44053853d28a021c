from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from bihuan.kernel.access import Actor
from bihuan.kernel.clock import now
from bihuan.kernel.clock.actions import move_clock

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
SOMEBODY = Actor.public("demo")


def test_the_clock_is_aware_and_in_utc():
    with time_machine.travel(NOON, tick=False):
        assert now() == NOON
        assert now().utcoffset() == timedelta(0)


def test_outside_the_demo_no_query_is_asked(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        now()


@pytest.mark.django_db
def test_the_demo_clock_goes_on_from_where_it_was_moved_to(settings):
    settings.DEMO = True
    with time_machine.travel(NOON, tick=False) as machine:
        assert now() == NOON
        move_clock(to=NOON + timedelta(days=3), by=SOMEBODY)
        machine.shift(timedelta(minutes=10))
        assert now() == NOON + timedelta(days=3, minutes=10)


@pytest.mark.django_db
def test_a_machine_that_steps_backwards_never_leads_before_the_last_demo_moment(settings):
    settings.DEMO = True
    with time_machine.travel(NOON, tick=False) as machine:
        move_clock(to=NOON + timedelta(days=3), by=SOMEBODY)
        machine.shift(timedelta(hours=-5))
        assert now() == NOON + timedelta(days=3)
        move_clock(to=NOON + timedelta(days=4), by=SOMEBODY)
        assert now() == NOON + timedelta(days=4)


@pytest.mark.django_db
def test_a_moved_clock_does_not_matter_once_the_demo_is_over(settings):
    settings.DEMO = True
    with time_machine.travel(NOON, tick=False):
        move_clock(to=NOON + timedelta(days=3), by=SOMEBODY)
        settings.DEMO = False
        assert now() == timezone.now()
