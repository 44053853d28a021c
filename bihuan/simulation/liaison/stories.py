"""What a year leaves beside: a firm that asks for another steward, one that was given one; ratings; a project from its plot to its award."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db.models import Count, QuerySet

from bihuan.domain.liaison import actions
from bihuan.domain.liaison.choices import Rating, RequestState, Stage
from bihuan.domain.liaison.models import Need, Pairing, Project, StewardRating, StewardRequest
from bihuan.domain.liaison.queries.stewards import conflicts_between, steward_posts
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access.models import Person
from bihuan.kernel.calendar import day_of
from bihuan.simulation.city import World
from bihuan.simulation.liaison.pairing import steward_actor
from bihuan.simulation.liaison.visiting import firm_actor, plan_unless_enough
from bihuan.simulation.life import Life

STAGES: Sequence[tuple[float, Stage, str, int | None, str]] = (
    (140, Stage.LANDED, "", None, "原六家低效企业地块整合，挂牌出让"),
    (110, Stage.BUILT, "", None, "竣工联合验收意见书"),
    (90, Stage.IN_PRODUCTION, "", None, "一期投产"),
    (60, Stage.ABOVE_SCALE, "", None, "月度入规名单"),
    (40, Stage.TITLES, "创新型中小企业", None, "公告"),
    (10, Stage.AWARDS, "技改奖励", 300, "拨付回单"),
)


def plan_stories(world: World, life: Life, now: datetime) -> None:
    """Put them into the queue."""
    life.after(now - timedelta(days=30), 30, lambda at: _change(world, at))
    life.after(now - timedelta(days=3), 30, lambda at: _ask(world, at))
    life.after(now - timedelta(days=5), 60, lambda at: _rate(world, at))
    Building(world).plan(life, now)


def _running() -> QuerySet[Pairing]:
    """The newest first."""
    return Pairing.objects.filter(ended_on=None).select_related("enterprise", "steward").order_by("-id")


def _of_somebody_with_two() -> list[Pairing]:
    """The newest of a steward who keeps more than one firm, so that nobody is left without; in a small city whichever there is."""
    running = _running()
    busy = running.values("steward").annotate(firms=Count("pk")).filter(firms__gt=1).order_by()
    return list(running.filter(steward__in=busy.values("steward"))[:1] or running[1:2])


def _ask(world: World, at: datetime) -> None:
    asked = StewardRequest.objects.filter(state=RequestState.ASKED).values("pairing")
    for pairing in _running().exclude(pk__in=asked)[:1]:
        actions.request_other_steward(
            enterprise=pairing.enterprise,
            by=firm_actor(pairing.enterprise_id),
            at=at,
            reason="几次打电话都没有回音，希望换一位熟悉本行业的。",
        )


def _change(world: World, at: datetime) -> None:
    for pairing in _of_somebody_with_two():
        request = actions.request_other_steward(
            enterprise=pairing.enterprise,
            by=firm_actor(pairing.enterprise_id),
            at=at,
            reason="与我们的业务联系不多。",
        )
        other = _other(world, pairing, at)
        if other is not None:
            actions.grant_request(
                steward_request=request,
                by=world.actor(request.office_id, Role.OFFICE),
                at=at + timedelta(hours=5),
                steward=other,
                answer="已为您调整，新的店小二这两天会联系您。",
            )


def _other(world: World, pairing: Pairing, at: datetime) -> Person | None:
    on = day_of(at)
    for person in (
        Person.objects.filter(pk__in=steward_posts(on=on)).exclude(pk=pairing.steward_id).order_by("pk")
    ):
        if not conflicts_between(person, pairing.enterprise, on=on):
            return person
    return None


def _rate(world: World, at: datetime) -> None:
    """Some of the firms whose matter ended say what they think of their steward."""
    rated = StewardRating.objects.values("case")
    ended = Need.objects.filter(case__ended_at__isnull=False, steward__isnull=False).exclude(case__in=rated)
    running = set(Pairing.objects.filter(ended_on=None).values_list("enterprise", flat=True))
    for need in ended.select_related("enterprise", "case").order_by("id")[:120]:
        if need.enterprise_id in running and world.rng.random() < 0.6:
            rating = world.rng.choices(list(Rating), [50, 30, 12, 6, 2])[0]
            actions.rate_steward(
                enterprise=need.enterprise,
                by=firm_actor(need.enterprise_id),
                at=at,
                rating=rating,
                case=need.case,
            )


class Building:
    """A quartz maker's path: an idle plot, built, in production, above-scale within a quarter, a title, an award."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.project: Project | None = None

    def plan(self, life: Life, now: datetime) -> None:
        first = STAGES[0][0]
        life.after(now - timedelta(days=first + 5), 10, self.open)
        for days, stage, name, amount, document in STAGES:
            step = partial(self.reach, stage, name, amount, document)
            life.after(now - timedelta(days=days), 30, step)
        life.after(now - timedelta(days=100), 30, self.visit_together)

    def open(self, at: datetime) -> None:
        for pairing in (
            Pairing.objects.filter(ended_on=None).select_related("enterprise", "steward").order_by("id")[:1]
        ):
            self.project = actions.open_project(
                by=steward_actor(self.world, pairing.steward),
                at=at,
                enterprise=pairing.enterprise,
                name="高纯石英制品一期",
                is_big=True,
                investment=36_000,
            )

    def reach(self, stage: Stage, name: str, amount: int | None, document: str, at: datetime) -> None:
        if self.project is None:
            return
        actions.reach_stage(
            project=self.project,
            by=self.world.actor(self.project.office_id, Role.OFFICE),
            at=at,
            stage=stage,
            reached_on=day_of(at),
            name=name,
            document=document,
            amount=amount,
        )

    def visit_together(self, at: datetime) -> None:
        """Economy, statistics and tax come once, together."""
        if self.project is None:
            return
        pairing = Pairing.objects.select_related("steward", "enterprise").get(
            enterprise=self.project.enterprise, ended_on=None
        )
        steward = steward_actor(self.world, pairing.steward)
        purpose, in_two_days = "投产前联合辅导：入统、办税、用电", at + timedelta(days=2)
        visit = plan_unless_enough(steward, pairing, at, in_two_days, purpose, self.project)
        if visit is None:
            return
        units = {unit.office.pk: unit for unit in map(self.world.unit_for, ("统计", "税务"))}
        for unit in units.values():
            section = unit.sections[0]
            if section.pk != visit.visitor_office_id:
                visit = actions.join_visit(
                    visit=visit,
                    by=self.world.actor(section.pk, Role.HANDLER),
                    at=at,
                    topic=f"{unit.theme}辅导",
                )
        actions.record_visit(
            visit=visit,
            by=steward,
            at=in_two_days,
            summary="三家单位一次上门，入统和办税当场讲清。",
        )
