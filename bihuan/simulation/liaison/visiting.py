"""From month to month: visits are planned, announced, now and then declined or turned into a call, and recorded; what was promised is kept."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle

from bihuan.domain.liaison import actions
from bihuan.domain.liaison.choices import UPCOMING, PromiseState, VisitKind
from bihuan.domain.liaison.models import Pairing, Project, Promise, Visit
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.calendar import day_of
from bihuan.kernel.refusals import WrongState
from bihuan.simulation.city import World
from bihuan.simulation.liaison.pairing import steward_actor
from bihuan.simulation.life import Life

SUMMARIES = (
    "看了车间和仓库，生产正常，负责人介绍了下半年计划。",
    "核对了上次反映的事，企业满意；谈了用工和订单。",
    "了解项目进度，企业希望政策讲得再明白一些。",
    "设备更新已经到位，正在调试；送了政策汇编。",
)
PROMISES = (
    "把技改申报的材料清单送到企业",
    "约银行客户经理上门谈一次",
    "问清楚人才公寓的申请条件",
    "请供电所来看一次电压",
)
# In turn, so that even a small city has promises.
PROMISING = (True, False, False)


def firm_actor(firm: int) -> Actor:
    """A verified contact of the firm."""
    return Actor(kind=ActorKind.RECEIPT, face="portal", keys=frozenset({f"enterprise:{firm}"}))


def plan_unless_enough(
    by: Actor,
    pairing: Pairing,
    at: datetime,
    planned_for: datetime,
    purpose: str,
    project: Project | None = None,
) -> Visit | None:
    """A firm that is visited often enough this month is left in peace."""
    try:
        return actions.plan_visit(
            by=by,
            at=at,
            enterprise=pairing.enterprise,
            planned_for=planned_for,
            kind=VisitKind.VISIT,
            purpose=purpose,
            project=project,
        )
    except WrongState:
        return None


@dataclass
class Visiting:
    """One visit on its way."""

    world: World
    life: Life
    pairing: Pairing
    promising: bool  # something is promised on this one
    visit: Visit | None = None

    @property
    def rng(self) -> random.Random:
        return self.world.rng

    def plan(self, at: datetime) -> None:
        self.pairing = Pairing.objects.select_related("steward", "enterprise__region").get(pk=self.pairing.pk)
        if self.pairing.ended_on is not None:
            return
        planned_for = at + timedelta(days=self.rng.randrange(2, 6))
        purpose = self.rng.choice(["看生产，听意见", "送政策", "上次问题回头看"])
        self.visit = plan_unless_enough(self._steward(), self.pairing, at, planned_for, purpose)
        if self.visit is not None:
            self.life.after(at, self.rng.uniform(20, 300), self.announce)

    def announce(self, at: datetime) -> None:
        if not self._is_to_come():
            return
        actions.announce_visit(visit=self._visit(), by=self._steward(), at=at)
        word = self.rng.random()
        firm = firm_actor(self.pairing.enterprise_id)
        if word < 0.04:
            actions.decline_visit(
                visit=self._visit(), by=firm, at=at + timedelta(minutes=40), words="这周在赶货。"
            )
            return
        if word < 0.12:
            actions.ask_for_call(
                visit=self._visit(), by=firm, at=at + timedelta(minutes=40), words="电话里说就行。"
            )
        self.life.at(self._visit().planned_for, self.record)

    def record(self, at: datetime) -> None:
        if not self._is_to_come():
            return
        promises = []
        if self.promising:
            due_on = day_of(at + timedelta(days=self.rng.randrange(5, 20)))
            promises = [actions.Promised(self.rng.choice(PROMISES), due_on)]
        actions.record_visit(
            visit=self._visit(),
            by=self._steward(),
            at=at,
            summary=self.rng.choice(SUMMARIES),
            answers=answers(self.rng),
            promises=promises,
        )
        if promises and self.rng.random() < 0.85:
            self.life.after(at, self.rng.uniform(800, 4000), self.keep)

    def keep(self, at: datetime) -> None:
        for promise in Promise.objects.filter(visit=self._visit(), state=PromiseState.OPEN):
            actions.keep_promise(
                visit_promise=promise, by=self._steward(), at=at, result="已经办到，企业确认。"
            )

    def _is_to_come(self) -> bool:
        """Not where the steward was there before, because something was to be raised: that was the visit. Nor where there is another one now."""
        self.pairing.refresh_from_db(fields=["ended_on"])
        return self.pairing.ended_on is None and self._visit().state in UPCOMING

    def _steward(self) -> Actor:
        return steward_actor(self.world, self.pairing.steward)

    def _visit(self) -> Visit:
        assert self.visit is not None  # planned first
        return Visit.objects.select_related("enterprise__region").get(pk=self.visit.pk)


def plan_visits(world: World, life: Life, start: datetime, now: datetime) -> None:
    """For every pairing a visit in its first weeks and, in a small city, again in the last; the rest come with what firms raise."""
    pairings = list(
        Pairing.objects.filter(ended_on=None).select_related("steward", "enterprise").order_by("id")
    )
    small = len(pairings) <= 60
    promising = cycle(PROMISING)
    for pairing in pairings:
        first = start + timedelta(days=world.rng.randrange(3, 40))
        late = now - timedelta(days=world.rng.randrange(1, 26))
        for moment in [first, late] if small else [late]:
            visiting = Visiting(world, life, pairing, promising=next(promising))
            life.after(moment, world.rng.uniform(1, 400), visiting.plan)


def answers(rng: random.Random) -> dict[str, tuple[str, str]]:
    """What a firm says to the ten questions."""
    said = {
        "CASH": rng.choice(["是", "否", "否"]),
        "UPGRADE": rng.choice(["是", "否"]),
        "ORDERS": rng.choice(["增加", "持平", "减少"]),
        "HIRING": str(rng.choice([0, 2, 5, 10, 20])),
        "SURROUNDINGS": rng.choice(["否", "否", "是"]),
        "SUPPLY": "否",
        "TALENT": rng.choice(["否", "是"]),
        "SERVICE": rng.choice(["顺利", "顺利", "一般"]),
    }
    if said["CASH"] == "是":
        said["CASH_WHY"] = rng.choice(["贷款到期难续", "应收账款难回", "缺少抵押"])
    return {code: (value, "") for code, value in said.items()}


def contact_by(world: World, pairing: Pairing, at: datetime) -> Visit:
    """An unplanned visit on which something is raised."""
    return actions.record_contact(
        enterprise=pairing.enterprise,
        by=steward_actor(world, pairing.steward),
        at=at,
        kind=VisitKind.VISIT,
        summary=world.rng.choice(SUMMARIES),
        answers=answers(world.rng),
    )
