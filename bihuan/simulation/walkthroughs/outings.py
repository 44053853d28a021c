"""局长走流程、坐窗口 in counties, towns and the city's departments: so many outings of each kind are lived in the last weeks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import cycle

from django.utils.timezone import localtime

from bihuan.domain.organisations.actions import open_office
from bihuan.domain.organisations.choices import BodyKind, OfficeKind, Role, SectionClass
from bihuan.domain.organisations.models import Office
from bihuan.domain.services.models import Item
from bihuan.domain.services.queries import promise_of
from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.choices import FindingKind, WalkMode, WalkRole
from bihuan.domain.walkthroughs.models import Sitting, Walk
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import city_calendar, day_of
from bihuan.kernel.figures import Period, Value, figure_of
from bihuan.simulation.city import World
from bihuan.simulation.city.opening import BUILDER
from bihuan.simulation.life import Life
from bihuan.simulation.plans import Fate, OutingKind
from bihuan.simulation.walkthroughs import bureau
from bihuan.simulation.walkthroughs.cases import let_it_walk

AFTERNOON = (14, 40)
MODES = (WalkMode.SELF, WalkMode.ACCOMPANY, WalkMode.END_TO_END)
FOUND_ON_WALK = (
    (FindingKind.PROCESS, "受理以后要等两个科室先后流转，其实可以并联审查。"),
    (FindingKind.SYSTEMS, "网上填过的表，到窗口又要手工录一遍。"),
    (FindingKind.MATERIALS, "身份证明已经共享，窗口仍要复印件。"),
    (FindingKind.ATTITUDE, "问到第三遍才一次性告知还缺什么。"),
)
FOUND_AT_WINDOW = (
    (FindingKind.PROCESS, "便民服务窗口收件以后要专人送到县里，每周只送一次。"),
    (FindingKind.MATERIALS, "村里开的证明还在收，清单里早就取消了。"),
    (FindingKind.SYSTEMS, "自助机查不到上一年的缴费记录。"),
    (FindingKind.ATTITUDE, "轮休没有人顶岗，群众白跑一趟。"),
)


MEANWHILE = {
    OutingKind.WINDOW: 0,
    OutingKind.WINDOW_AND_TWO: 2,
    OutingKind.FOUND_BELOW: 1,
}  # walks while one sits
FOUND = frozenset({OutingKind.FOUND_BELOW, OutingKind.FOUND_IN_CITY})
ON_THE_PATH = frozenset({OutingKind.WALK, OutingKind.FOUND_IN_CITY})
# How long ago: what is found has time to be mended and looked at.
DAYS_BEFORE = {kind: (63, 35) if kind in FOUND else (56, 3) for kind in OutingKind}


@dataclass
class Outing:
    """One leader goes out one afternoon. `time`: the how-manieth outing it is, which its summary says."""

    world: World
    life: Life
    kind: OutingKind
    by: Actor
    window: Office
    items: Sequence[Item]
    time: int
    mended: bool = True  # what is found goes the way of every case; else it is still being handled
    root: Sitting | Walk | None = None

    def begin(self, at: datetime) -> None:
        """At the window for a hundred minutes, or on the path for fifty."""
        if self.kind in ON_THE_PATH:
            self._walk(at, self.items[0])
            return
        self.root = sitting = actions.start_sitting(by=self.by, at=at, window=self.window)
        self._later(at, 20, partial(self._receive, sitting.pk))
        for place in range(MEANWHILE[self.kind]):
            self._later(at, 26 + 32 * place, partial(self._walk, item=self.items[place]))
        if self.kind is OutingKind.FOUND_BELOW:
            self._later(at, 70, partial(self._find_at_window, sitting.pk))
        self._later(at, 104, partial(self._leave, sitting.pk))

    def _later(self, at: datetime, minutes: int, step: "partial[None]") -> None:
        self.life.at(at + timedelta(minutes=minutes), step)

    def _receive(self, pk: int, at: datetime) -> None:
        handled, advised = self.time % 3, 1 + self.time % 2
        actions.receive_people(
            sitting=_sitting(pk),
            by=self.by,
            at=at,
            handled=handled,
            advised=advised,
            people=handled + advised,
        )

    def _find_at_window(self, pk: int, at: datetime) -> None:
        kind, content = FOUND_AT_WINDOW[self.time % len(FOUND_AT_WINDOW)]
        sitting = actions.find_at_window(
            sitting=_sitting(pk), by=self.by, at=at, kind=kind, content=content, office=self.window.unit
        )
        self._file(sitting, at)

    def _file(self, thing: Sitting | Walk, at: datetime) -> None:
        fate = Fate.SOLVED if self.mended else Fate.OPEN_HANDLING
        let_it_walk(self.world, self.life, thing.findings.order_by("-id")[0].case, at, fate=fate, shown=False)

    def _leave(self, pk: int, at: datetime) -> None:
        words = f"第 {self.time} 次来坐，{('缴费', '证明', '补贴')[self.time % 3]}问得最多。"
        self.root = actions.end_sitting(sitting=_sitting(pk), by=self.by, at=at, summary=words)

    def _walk(self, at: datetime, item: Item) -> None:
        walk = actions.start_walk(
            by=self.by,
            at=at,
            item=item,
            role=list(WalkRole)[self.time % len(WalkRole)],
            mode=MODES[self.time % len(MODES)],
        )
        if self.kind in ON_THE_PATH:
            self.root = walk
        self._later(at, 10, partial(self._take_number, walk.pk))
        self._later(at, 18, partial(self._hand_in, walk.pk))
        if self.kind is OutingKind.FOUND_IN_CITY:
            self._later(at, 20, partial(self._find_on_walk, walk.pk))
        self._later(at, 28, partial(self._arrive, walk.pk))

    def _take_number(self, pk: int, at: datetime) -> None:
        waited = 2 + self.time % 8
        actions.take_step(walk=_walk(pk), by=self.by, at=at, name="取号", waited=waited, handled=1)

    def _hand_in(self, pk: int, at: datetime) -> None:
        walk = _walk(pk)
        asked = "\n".join(promise_of(walk.item_version).materials)
        actions.take_step(walk=walk, by=self.by, at=at, name="受理", waited=1, handled=6, asked=asked)

    def _find_on_walk(self, pk: int, at: datetime) -> None:
        kind, content = FOUND_ON_WALK[self.time % len(FOUND_ON_WALK)]
        walk = actions.find_on_walk(walk=_walk(pk), by=self.by, at=at, kind=kind, content=content)
        self._file(walk, at)

    def _arrive(self, pk: int, at: datetime) -> None:
        walk = _walk(pk)
        step = ("取号", "交件", "等候")[self.time % 3]
        words = f"第 {self.time} 次走，走的是{walk.item_version.name}，{step}这一步还可以快。"
        walk = actions.end_walk(walk=walk, by=self.by, at=at, summary=words)
        if self.kind in ON_THE_PATH:
            self.root = walk


class Outings:
    """Who goes out when: deputies of departments on the path, heads of counties and towns at their own windows."""

    def __init__(self, world: World, life: Life, now: datetime) -> None:
        self.world, self.life, self.now = world, life, now
        self.lived: list[Outing] = []
        self.taken: set[tuple[date, int]] = set()
        self.below = [self._with_window(office) for office in _counties_and_towns(world)]
        departments = [unit.office for unit in world.units if unit.theme != bureau.THEME]
        self.city = [office for office in departments if office.area_id == world.city.pk]
        frequent = Item.objects.filter(versions__high_frequency=True, unit__in=[one.pk for one in self.city])
        self.items = list(frequent.select_related("unit").order_by("id").distinct())
        # Below it is the deputy who signs what was handled, so the head goes out.
        self.on_the_path = self._leaders(self.city, Role.UNIT_DEPUTY)
        self.at_windows = self._leaders(self.below, Role.UNIT_HEAD)

    def _with_window(self, office: Office) -> Office:
        """A window of the county's or town's own."""
        open_office(
            office=office,
            by=BUILDER,
            at=self.world.at,
            name=f"{office.short_name}便民服务窗口",
            kind=OfficeKind.WINDOW,
            section_class=SectionClass.APPROVAL_SERVICE,
            address=f"{office.short_name}便民服务中心一楼",
        )
        return office

    def _leaders(self, offices: Sequence[Office], role: Role) -> Iterator[tuple[Actor, Office]]:
        """One of each, again and again."""
        seated = [office for office in offices if self.world.hands(office.pk, role)]
        return cycle([(self.world.actor(office.pk, role), office) for office in seated])

    def plan(self, wanted: Mapping[OutingKind, int]) -> None:
        """So many of each kind, evenly over its weeks."""
        for kind, count in wanted.items():
            early, late = DAYS_BEFORE[kind]
            for place in range(count):
                days = early - (early - late) * place / count
                self.go(kind, localtime(self.now - timedelta(days=days)).date())

    def go(self, kind: OutingKind, day: date, *, mended: bool = True) -> None:
        """The next leader who is free that afternoon, or on the next office day."""
        by, office = next(self.on_the_path if kind in ON_THE_PATH else self.at_windows)
        while not city_calendar().is_working_day(day) or (day, by.hand or 0) in self.taken:
            day += timedelta(days=1)
        self.taken.add((day, by.hand or 0))
        time = len(self.lived) + 1
        items = [self.items[(2 * time + place) % len(self.items)] for place in range(2)]
        outing = Outing(self.world, self.life, kind, by, self._window(office), items, time, mended)
        self.lived.append(outing)
        hour, minute = AFTERNOON
        begins = localtime(self.now).replace(
            year=day.year, month=day.month, day=day.day, hour=hour, minute=minute, second=0, microsecond=0
        )
        self.life.at(begins, outing.begin)

    def figure(self, code: str, of: str = "") -> Value:
        """What has come of it all so far."""
        period = Period(day_of(self.world.at), day_of(self.now))
        return figure_of(f"walkthroughs.{code}").value(period, self.now, of)

    def _window(self, office: Office) -> Office:
        own = (
            Office.objects.filter(parent=office, kind=OfficeKind.WINDOW)
            .select_related("unit")
            .order_by("id")
            .first()
        )
        return own or office


def _counties_and_towns(world: World) -> Iterator[Office]:
    yield from world.areas[1:]
    yield from Office.objects.filter(body_kind=BodyKind.TOWN).order_by("code")


def _sitting(pk: int) -> Sitting:
    return Sitting.objects.select_related("unit", "window").get(pk=pk)


def _walk(pk: int) -> Walk:
    return Walk.objects.select_related("unit", "item__unit", "item_version").get(pk=pk)
