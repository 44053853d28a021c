"""One walk of one item: steps, a finding with a proposal, and for some items a next version that shows it."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.queries import desk_of
from bihuan.domain.services import actions as services
from bihuan.domain.services.models import Item
from bihuan.domain.services.queries import content_of, promise_of, version_on
from bihuan.domain.services.rules.content import ItemContent
from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.choices import FindingKind, WalkMode, WalkRole
from bihuan.domain.walkthroughs.models import Finding, Walk
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.simulation.city import World
from bihuan.simulation.life import Life
from bihuan.simulation.remedies.told import Told
from bihuan.simulation.walkthroughs import bureau
from bihuan.simulation.walkthroughs.cases import let_it_walk

CHANGES_AFTER = timedelta(days=21)
KINDS = (FindingKind.MATERIALS, FindingKind.PROCESS, FindingKind.SYSTEMS, FindingKind.ATTITUDE)
WORDS = {
    FindingKind.PROCESS: "审查和决定是同一个科室，却要流转两次，多等一天。",
    FindingKind.SYSTEMS: "上传以后没有回执，只能打电话问有没有收到。",
    FindingKind.ATTITUDE: "问要带什么材料，只说“看网上”，没有一次性告知。",
}


class PathWalking(Told):
    """A director walks an item of a bureau, once."""

    def __init__(self, world: World, now: datetime, *, days: int, place: int) -> None:
        super().__init__(world, now)
        self.days, self.place = days, place

    def plan(self, life: Life) -> None:
        self.life = life
        self.begin(life, self.days, self.start)

    def start(self, at: datetime) -> bool:
        units = [one for one in self.units() if one.theme != bureau.THEME]
        unit = units[self.place % len(units)]
        items = Item.objects.filter(unit__path__startswith=unit.office.path, versions__high_frequency=True)
        found = list(items.order_by("id").distinct()) or list(Item.objects.order_by("id")[:20])
        leaders = [*self.world.hands(unit.office.pk, Role.UNIT_HEAD)]
        if not found or not leaders:
            return False
        by = self.world.actor(unit.office.pk, Role.UNIT_HEAD)
        if Walk.objects.filter(walker_id=by.hand, ended_at=None).exists():
            return False
        item = found[self.place % len(found)]
        if version_on(item, day_of(at)) is None:
            return False
        walk = actions.start_walk(
            by=by,
            at=at,
            item=item,
            role=list(WalkRole)[self.place % 4],
            mode=[WalkMode.SELF, WalkMode.ACCOMPANY, WalkMode.END_TO_END][self.place % 3],
            disguised=self.place % 5 == 4,
        )
        for step, minutes in ((self.take_number, 28), (self.hand_in, 66), (self.find, 70), (self.end, 95)):
            self.life.at(at + timedelta(minutes=minutes), partial(step, walk.pk, by))
        return True

    def take_number(self, pk: int, by: Actor, at: datetime) -> None:
        waited = self.world.rng.randrange(8, 27)
        actions.take_step(walk=_of(pk), by=by, at=at, name="取号", waited=waited, handled=2)

    def hand_in(self, pk: int, by: Actor, at: datetime) -> None:
        rng, walk = self.world.rng, _of(pk)
        asked = promise_of(walk.item_version).materials
        actions.take_step(
            walk=walk, by=by, at=at, name="受理", waited=rng.randrange(3, 15), handled=rng.randrange(6, 20),
            asked="\n".join([*asked, "居住证明"] if self.place % 3 == 0 else asked),
            again=asked[0] if asked and self.place % 4 == 1 else "",
            failed="电子证照共享接口" if self.place % 4 == 2 else "",
            said="按规定都要收。" if self.place % 3 == 0 else "",
        )  # fmt: skip

    def find(self, pk: int, by: Actor, at: datetime) -> None:
        walk = _of(pk)
        kind = KINDS[self.place % len(KINDS)]
        last = _droppable(content_of(walk.item_version))
        actions.find_on_walk(
            walk=walk, by=by, at=at, kind=kind,
            content=WORDS.get(kind, f"“{last or '申请表'}”可以从共享数据里取，不必再让群众交。"),
            proposal=f"不再收“{last}”。" if kind == FindingKind.MATERIALS and last else "",
            saves_materials=1 if kind == FindingKind.MATERIALS and last else 0,
        )  # fmt: skip

    def end(self, pk: int, by: Actor, at: datetime) -> None:
        words = f"走了一遍{_of(pk).item_version.name}，第{self.place + 1}个，卡在{['等候', '材料', '系统', '流转'][self.place % 4]}。"
        walk = actions.end_walk(walk=_of(pk), by=by, at=at, summary=words)
        for finding in walk.findings.order_by("id"):
            let_it_walk(self.world, self.life, finding.case, at)
            if finding.saves_materials:
                self.life.after(at + CHANGES_AFTER, 60, partial(self.change, finding.pk))

    def change(self, pk: int, at: datetime) -> None:
        """The unit publishes a version that no longer asks for it."""
        finding = Finding.objects.select_related("item__unit").get(pk=pk)
        item = finding.item
        version = version_on(item, day_of(at)) if item is not None else None
        content = content_of(version) if version is not None else None
        last = _droppable(content) if content is not None else ""
        if item is None or content is None or not last:
            return
        kept = tuple(one for one in content.materials if one.name != last)
        services.publish_version(
            item=item,
            by=self.world.actor(desk_of(item.unit).pk, Role.DESK),
            at=at,
            content=replace(content, materials=kept),
            from_on=day_of(at) + timedelta(days=1),
            document=f"荆发改〔{at.year}〕{30 + self.place}号",
            change=f"不再收“{last}”。",
        )


def _droppable(content: ItemContent) -> str:
    """The last paper that everybody has to bring, where it is not the only one; empty where there is none."""
    brought = [one.name for one in content.materials if not one.held_by and not one.question]
    return brought[-1] if len(brought) > 1 else ""


def _of(pk: int) -> Walk:
    return Walk.objects.select_related("unit", "item__unit", "item_version").get(pk=pk)
