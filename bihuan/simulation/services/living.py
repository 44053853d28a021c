"""Handlings and their ratings, good and bad; bad ones verified, malicious ones reviewed; and items that get better."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.timezone import localtime

from bihuan.domain.organisations.choices import OfficeKind, Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.services import actions
from bihuan.domain.services.choices import Found, HandlingChannel, RatingLevel, RatingVia
from bihuan.domain.services.models import Handling, Item, Rating
from bihuan.domain.services.queries import content_of, versions_of
from bihuan.domain.services.rules.content import ItemContent
from bihuan.kernel.access import Actor
from bihuan.simulation.city import World
from bihuan.simulation.life import Life, Step
from bihuan.simulation.words import person_name, phone

LEVELS = {
    RatingLevel.VERY_GOOD: 70,
    RatingLevel.GOOD: 22,
    RatingLevel.FAIR: 6,
    RatingLevel.BAD: 1,
    RatingLevel.VERY_BAD: 1,
}
SAID = {
    RatingLevel.BAD: ("材料说得不清楚，跑了两趟。", "叫号等了一个多小时。"),
    RatingLevel.VERY_BAD: ("态度很差，问一句就不耐烦。", "网上说不用带的，到了又要。"),
}
PER_WINDOW = 14


class Windows:
    """What happens at the windows over the last ten weeks."""

    def __init__(self, world: World, now: datetime) -> None:
        self.world, self.now, self.rng = world, now, world.rng

    def plan(self, life: Life) -> None:
        windows = Office.objects.filter(kind=OfficeKind.WINDOW).order_by("id")
        for window in windows:
            items = list(Item.objects.filter(unit=window.unit).order_by("id"))
            if not items or not self.world.hands(window.pk, Role.HANDLER):
                continue
            for _ in range(PER_WINDOW):
                moment = self.now - timedelta(days=70) * self.rng.random()
                life.after(moment, 1, self._handle(window, self.rng.choice(items), life))
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
        rating = actions.rate_handling(
            handling=handling,
            by=Actor.receipt(f"handling:{handling.pk}"),
            at=at,
            level=level,
            said=self.rng.choice(SAID.get(level, ("",))),
            via=self.rng.choice([RatingVia.QR, RatingVia.LINK]),
        )
        if rating.is_bad:
            life.after(at, 300, lambda then: self._verify(rating, then))

    def _verify(self, rating: Rating, at: datetime) -> None:
        actions.verify_rating(
            rating=rating,
            by=self.world.actor(self.world.city.pk, Role.OFFICE),
            at=at,
            found=self.rng.choice([Found.TRUE, Found.PARTLY, Found.UNCLEAR]),
            finding="调看叫号记录和窗口监控，与评价人所说相符，已转有关单位整改。",
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
