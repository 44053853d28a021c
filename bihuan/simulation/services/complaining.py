"""Bad ratings: each is verified and goes the way of its case to the end; now and then one is doubted, and another person decides."""

from dataclasses import dataclass
from datetime import datetime

from bihuan.domain.cases.choices import RequestType
from bihuan.domain.organisations.choices import Role
from bihuan.domain.services import actions
from bihuan.domain.services.choices import Found, RatingLevel, RatingVia
from bihuan.domain.services.models import Handling, Rating
from bihuan.kernel.access import Actor
from bihuan.simulation.city import World
from bihuan.simulation.life import Life
from bihuan.simulation.plans import Fate
from bihuan.simulation.steps import Walk
from bihuan.simulation.words import Matter

CATEGORY = "政务服务/窗口服务/服务态度"
# What was said, and what the unit answers in the end.
SAID = {
    RatingLevel.BAD: (
        ("材料说得不清楚，跑了两趟。", "已把材料清单印成一页纸，一次说清；对当班人员作了提醒，依据《政务服务规范》。"),
        ("叫号等了一个多小时。", "上午高峰加开了一个窗口，叫号屏显示等候人数，依据《政务服务规范》。"),
    ),
    RatingLevel.VERY_BAD: (
        ("态度很差，问一句就不耐烦。", "已对当班人员谈话提醒，窗口设了值班长，不满意可以当场找人，依据《政务服务规范》。"),
        ("网上说不用带的，到了又要。", "已改正办事指南和窗口清单，两处一致，依据《政务服务规范》第二十条。"),
    ),
}  # fmt: skip
# In turn, so that even a small city has each of them.
MALICIOUS = Fate.EXPLAINED
FATES = (
    Fate.SOLVED,
    MALICIOUS,
    Fate.OPEN_FOLLOW_UP,
    Fate.SOLVED,
    Fate.OPEN_HANDLING,
    Fate.OPEN_NEW,
    Fate.REWORKED,
)


@dataclass
class RatingWalk(Walk):
    """A case that a bad rating made. Whom it is about does not handle it: the window is none of the unit's sections."""

    handling: Handling | None = None
    level: RatingLevel = RatingLevel.BAD

    def register(self, at: datetime) -> None:
        handling = self.handling
        assert handling is not None  # that is what is rated
        rating = actions.rate_handling(
            handling=handling,
            by=Actor.receipt(f"handling:{handling.pk}"),
            at=at,
            level=self.level,
            said=self.matter.content,
            via=self.rng.choice([RatingVia.QR, RatingVia.LINK]),
        )
        self.case = rating.case
        self.life.after(at, 200, lambda then: self._look_into(rating, then))
        if self.fate is not Fate.OPEN_NEW:
            self.then(at, "accept", 20, 240, ours=True)

    def _look_into(self, rating: Rating, at: datetime) -> None:
        by = self.by(self.world.city.pk, Role.OFFICE)
        if self.fate is not MALICIOUS:
            actions.verify_rating(
                rating=rating,
                by=by,
                at=at,
                found=self.rng.choice([Found.TRUE, Found.PARTLY, Found.UNCLEAR]),
                finding="调看叫号记录和窗口监控，与评价人所说相符，已转有关单位整改。",
            )
            return
        actions.doubt_rating(
            rating=rating,
            by=by,
            at=at,
            doubt="同一手机号一小时内评了八个没有去过的窗口，叫号记录里没有这个人。",
        )
        self.life.after(at, 600, lambda then: self._decide(rating, then))

    def _decide(self, rating: Rating, at: datetime) -> None:
        actions.decide_malice(
            rating=rating,
            by=self.by(self.world.city.pk, Role.CHECKER),
            at=at,
            malicious=True,
            finding="核对叫号记录和监控，当天没有来过，认定为恶意评价。",
        )


def bad_rating(world: World, life: Life, handling: Handling, level: RatingLevel, fate: Fate) -> RatingWalk:
    """One that is about to be given, and what becomes of it."""
    said, reply = world.rng.choice(SAID[level])
    unit = next(one for one in world.units if one.office.pk == handling.office.unit_id)
    return RatingWalk(
        world=world,
        life=life,
        fate=fate,
        unit=unit,
        matter=Matter(unit.theme, CATEGORY, "窗口服务差评", said, reply, firm=False, conduct=True),
        programme="RATING",
        channel="WINDOW",
        request_type=RequestType.COMPLAINT,
        sealed=True,
        handling=handling,
        level=level,
    )
