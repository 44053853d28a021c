"""A firm's case of 十问十帮 is raised by its steward on a visit, under its aspect; then help is offered, taken up, judged."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from bihuan.domain.cases.actions.intake import Outsider
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison import actions
from bihuan.domain.liaison.models import Help, Need
from bihuan.domain.liaison.queries.aspects import aspects_on
from bihuan.domain.liaison.queries.helping import helps_for
from bihuan.domain.liaison.queries.stewards import pairing_of
from bihuan.domain.organisations.models import Office
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.simulation.city import World
from bihuan.simulation.liaison.pairing import steward_actor
from bihuan.simulation.liaison.visiting import contact_by
from bihuan.simulation.life import Life
from bihuan.simulation.words import Matter, person_name, phone


def firm_of(world: World, matter: Matter) -> Enterprise:
    """The firm that the words name, else any."""
    named = [firm for firm in world.firms if firm.name in matter.title or firm.name in matter.content]
    return max(named, key=lambda firm: len(firm.name)) if named else world.rng.choice(world.firms)


def raise_matter(
    world: World,
    life: Life,
    matter: Matter,
    *,
    firm: Enterprise,
    office: Office,
    channel: str,
    else_by: Actor,
    at: datetime,
) -> Need:
    """On a visit by the firm's steward; by telephone, or of a firm without one, by whoever takes calls."""
    pairing = pairing_of(firm, on=day_of(at))
    by_steward = pairing is not None and channel == "VISIT"
    visit = contact_by(world, pairing, at) if pairing is not None and by_steward else None
    by = steward_actor(world, pairing.steward) if pairing is not None and by_steward else else_by
    need = actions.raise_need(
        enterprise=firm,
        by=by,
        at=at,
        aspect=aspect_for(matter, at),
        content=matter.content,
        title=matter.title,
        visit=visit,
        contact=Outsider(name=person_name(world.rng), phone=phone(world.rng)),
        channel=channel,
        category=matter.category,
        office=office,
    )
    if need.steward is not None and world.rng.random() < 0.9:
        life.after(at, world.rng.uniform(60, 900), Helping(world, life, need).offer)
    return need


def aspect_for(matter: Matter, at: datetime) -> str:
    """The category names it where it lies in 企业服务; what else firms report is mostly their surroundings or a service."""
    by_name = {aspect.name: aspect.code for aspect in aspects_on(day_of(at))}
    first, second, *_ = matter.category.split("/")
    if second in by_name:
        return by_name[second]
    return "SURROUNDINGS" if first in ("公用事业", "交通运输", "生态环境") else "GOVERNMENT_SERVICE"


@dataclass
class Helping:
    """What the steward offers for one need, and what comes of it by the firm's word."""

    world: World
    life: Life
    need: Need
    help: Help | None = None

    @property
    def rng(self) -> random.Random:
        return self.world.rng

    def offer(self, at: datetime) -> None:
        need = self._now()
        if need.case.ended_at is not None:
            return
        fitting = list(helps_for(need.aspect, on=day_of(at)))
        if not fitting or self.rng.random() < 0.12:
            reason = "现有措施的条件企业都达不到，建议补充。"
            actions.say_none_fits(need=need, by=self._steward(need), at=at, reason=reason)
            return
        self.help = self.rng.choice(fitting)
        actions.offer_help(need=need, by=self._steward(need), at=at, help=self.help)
        self.life.after(at, self.rng.uniform(100, 1200), self.take_up)

    def take_up(self, at: datetime) -> None:
        assert self.help is not None  # offered
        need = self._now()
        taken = self.rng.random() < 0.8
        actions.take_up_help(need=need, by=self._steward(need), at=at, help=self.help, taken=taken)
        if taken:
            self.life.at(at + timedelta(days=self.rng.uniform(6, 25)), self.judge)

    def judge(self, at: datetime) -> None:
        assert self.help is not None  # taken up
        need = self._now()
        effective = self.rng.random() < 0.85
        actions.say_effect(need=need, by=self._steward(need), at=at, help=self.help, effective=effective)

    def _now(self) -> Need:
        return Need.objects.select_related("case", "steward").get(pk=self.need.pk)

    def _steward(self, need: Need) -> Actor:
        assert need.steward is not None  # asked before
        return steward_actor(self.world, need.steward)
