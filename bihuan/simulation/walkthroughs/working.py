"""What the worker does in real life, and what people do when it tells them: once a day here."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Q

from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.queries import actor_for, posts_held
from bihuan.domain.walkthroughs import actions, jobs
from bihuan.domain.walkthroughs.choices import FindingState
from bihuan.domain.walkthroughs.models import Doubt, Finding
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.calendar import day_of
from bihuan.simulation.city import World
from bihuan.simulation.life import Life

JOB = Actor.calendar("simulation")
WAITS = timedelta(days=3)


def every_evening(world: World, life: Life) -> Callable[[datetime], None]:
    def work(at: datetime) -> None:
        for job in (jobs.owe_turns, jobs.miss_turns, jobs.show_results, jobs.credit_gains):
            job(JOB, at)
        if at.weekday() == 4:
            _judge(world, at)
        _look(world, at)
        if at + timedelta(days=1) > life.until:
            jobs.owe_walks(JOB, at)

    return work


def _look(world: World, at: datetime) -> None:
    """Finders look at results after a day or two; nine of ten are content."""
    waited = Q(rectified_at__lte=at - WAITS) | Q(rectified_at=None, case__ended_at__lte=at - WAITS)
    shown = Finding.objects.filter(waited, state=FindingState.SHOWN)
    for finding in shown.select_related("finder").order_by("id")[:5]:
        rectified = finding.rectified_at is not None and world.rng.random() < 0.9
        word = "到窗口看过，不再收了。" if rectified else "窗口还在口头要求，请再督促。"
        actions.say_rectified(
            finding=finding, by=_person(finding.finder, at), at=at, rectified=rectified, word=word
        )


def _person(person: Person, at: datetime) -> Actor:
    return actor_for(person, posts_held(person, on=day_of(at))[0], "workbench", at=at)


def _judge(world: World, at: datetime) -> None:
    """The office looks at what is doubtful once a week, and leaves the newest for the demo."""
    old = Doubt.objects.filter(genuine=None, found_at__lte=at - 2 * WAITS, sitting__isnull=False)
    for doubt in old.select_related("sitting__unit", "sitting__window").order_by("id")[:1]:
        assert doubt.sitting is not None
        actions.judge_sitting(
            sitting=doubt.sitting,
            by=world.actor(world.city.pk, Role.OFFICE),
            at=at,
            genuine=False,
            reason="问过窗口，当天没有接待群众。",
        )
