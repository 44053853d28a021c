"""承办人离任: whoever has left handles nothing; the section assigns it again, and no clock moves."""

from datetime import date

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.jobs import vacate_legs
from bihuan.domain.cases.tests.parts import do, parts_of, with_section
from bihuan.domain.organisations.actions import leave_post
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.journal import history
from bihuan.kernel.notices.models import Notice
from bihuan.testing.refusals import refused

JOB = Actor.calendar("test")


def leave(loop, *, to_on: date | None = None) -> None:
    """李强, who handles it, leaves the housing bureau today."""
    leave_post(
        person=loop.city.person("li_qiang"),
        by=loop.city.actor("xie_min"),
        at=loop.at,
        post=loop.city.posts["li_qiang"],
        to_on=to_on or day_of(loop.at),
    )


@pytest.fixture
def case(loop):
    held = with_section(loop)
    assert parts_of(held)[-1].handler == loop.city.person("li_qiang")
    return held


def test_after_the_last_day_the_name_is_gone_and_the_section_is_told(loop, case):
    before = parts_of(case)[-1]
    leave(loop)
    report = vacate_legs(JOB, loop.later(days=1))
    after = parts_of(case)[-1]
    assert (report.done, after.handler) == (1, None)
    assert (after.due_at, after.state) == (before.due_at, before.state)
    entry = history(case.subject)[-1]
    assert (entry.event, entry.data["handler"]) == ("case.vacate", loop.city.person("li_qiang").pk)
    assert Notice.objects.filter(entry=entry, recipient=after.office.key).exists()


def test_on_the_last_day_it_is_still_theirs(loop, case):
    leave(loop)
    assert vacate_legs(JOB, loop.at).done == 0
    assert parts_of(case)[-1].handler == loop.city.person("li_qiang")


def test_nothing_happens_twice(loop, case):
    leave(loop)
    at = loop.later(days=1)
    vacate_legs(JOB, at)
    assert vacate_legs(JOB, at).done == 0


def test_the_section_head_assigns_it_again(loop, case):
    leave(loop)
    vacate_legs(JOB, loop.later(days=1))
    case.refresh_from_db()
    case = do(loop, actions.assign_handler, case, "gao_feng", handler=loop.city.person("gao_feng"))
    assert parts_of(case)[-1].handler == loop.city.person("gao_feng")


def test_who_is_still_there_is_not_taken_off(loop, case):
    with refused("still_here"):
        actions.vacate_leg(leg=parts_of(case)[-1], by=JOB, at=loop.later())
