"""Handlings and their ratings, and items that get better."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle

from django.utils.timezone import localtime

from bihuan.domain.organisations.choices import OfficeKind, Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.services import actions
from bihuan.domain.services.choices import BAD_LEVELS, HandlingChannel, RatingLevel, RatingVia
from bihuan.domain.services.jobs import close_ratings, invite_ratings
from bihuan.domain.services.models import Handling, Item
from bihuan.domain.services.queries import content_of, versions_of
from bihuan.domain.services.rules.content import ItemContent
from bihuan.kernel.access import Actor
from bihuan.simulation.city import World
from bihuan.simulation.life import Life, Step
from bihuan.simulation.services.complaining import FATES, bad_rating
from bihuan.simulation.words import person_name, phone

LEVELS = {
    RatingLevel.VERY_GOOD: 68,
    RatingLevel.GOOD: 20,
    RatingLevel.FAIR: 6,
    RatingLevel.BAD: 3,
    RatingLevel.VERY_BAD: 3,
}
PER_WINDOW = 14


class Windows:
    """What happens at the windows over the last ten weeks."""

    def __init__(self, world: World, now: datetime) -> None:
        self.world, self.now, self.rng = world, now, world.rng
        self.fates = cycle(FATES)

    def plan(self, life: Life) -> None:
        windows = Office.objects.filter(kind=OfficeKind.WINDOW).order_by("id")
        for window in windows:
            items = list(Item.objects.filter(unit=window.unit).order_by("id"))
            if not items or not self.world.hands(window.pk, Role.HANDLER):
                continue
            for _ in range(PER_WINDOW):
                moment = self.now - timedelta(days=70) * self.rng.random()
                life.after(moment, 1, self._handle(window, self.rng.choice(items), life))
        life.every_evening(self.now - timedelta(days=70), evening)
        life.at(self.now - timedelta(days=40), self.improve)
        life.at(self.now - timedelta(days=1, hours=2), self.begin_draft)

    def _handle(self, window: Office, item: Item, life: Life) -> Step:
        def step(at: datetime) -> None:
            handling = actions.record_handling(
                by=self.world.actor(window.pk, Role.HANDLER),
                at=at,
                item=item,
                office=window,
                channel=self.rng.choice([HandlingChannel.WINDOW, HandlingChannel.ONLINE]),
                applicant=person_name(self.rng),
                phone=phone(self.rng),
            )
            if self.rng.random() < 0.8:
                life.at(
                    at + timedelta(hours=self.rng.randrange(1, 60)),
                    lambda then: self._rate(handling, then, life),
                )

        return step

    def _rate(self, handling: Handling, at: datetime, life: Life) -> None:
        level = self.rng.choices(list(LEVELS), list(LEVELS.values()))[0]
        if level in BAD_LEVELS:
            bad_rating(self.world, life, handling, level, next(self.fates)).do("register", at)
            return
        actions.rate_handling(
            handling=handling,
            by=Actor.receipt(f"handling:{handling.pk}"),
            at=at,
            level=level,
            via=self.rng.choice([RatingVia.QR, RatingVia.LINK]),
        )

    def improve(self, at: datetime) -> None:
        """Two items are asked for less than before: the gain shows between their versions."""
        for name, change in (
            ("食品经营许可证核发", fewer_days),
            ("不动产转移登记（存量房过户）", fewer_papers),
        ):
            item = Item.objects.filter(versions__name=name).first()
            last = versions_of(item).last() if item else None
            if item is None or last is None:
                continue
            actions.publish_version(
                item=item,
                by=self.world.actor(item.unit_id, Role.UNIT_HEAD),
                at=at,
                content=change(content_of(last)),
                from_on=localtime(at).date(),
                document="荆政办发〔2026〕18号",
                change="减时限、减材料",
            )

    def begin_draft(self, at: datetime) -> None:
        """One revision is under way, so that the demo has a draft to look at."""
        item = Item.objects.filter(versions__name="商品房预售许可").first()
        if item is not None:
            by = self.world.actor(item.unit_id, Role.UNIT_HEAD)
            actions.set_step(item=item, by=by, at=at, name="审查", days=2, post="审批科")


def evening(at: datetime) -> None:
    """What the worker does: invites those who have not rated, ends ratings whose case has ended."""
    by = Actor.calendar("simulation")
    invite_ratings(by, at)
    close_ratings(by, at)


def fewer_days(content: ItemContent) -> ItemContent:
    steps = tuple(replace(step, days=min(step.days, 1)) for step in content.steps)
    return replace(content, promised_days=5, steps=steps)


def fewer_papers(content: ItemContent) -> ItemContent:
    """The certificate is read from the register instead of being brought."""
    return replace(
        content,
        materials=tuple(
            replace(one, held_by="不动产登记库", source="GOVERNMENT") if one.name == "不动产权证书" else one
            for one in content.materials
        ),
    )
