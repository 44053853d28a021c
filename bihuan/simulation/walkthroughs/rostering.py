"""The roster of the city's bureaus, and what happens on each of its turns."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.utils.timezone import localtime

from bihuan.domain.cases.models import Case
from bihuan.domain.organisations.choices import OfficeKind, Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.choices import FindingKind, Thanks, TurnState
from bihuan.domain.walkthroughs.models import Roster, Sitting, Turn
from bihuan.domain.walkthroughs.queries.turns import turns_in_force
from bihuan.kernel.access import Actor
from bihuan.simulation.life import Life
from bihuan.simulation.plans import Fate
from bihuan.simulation.remedies.told import Told
from bihuan.simulation.walkthroughs import bureau
from bihuan.simulation.walkthroughs.cases import let_it_walk
from bihuan.simulation.walkthroughs.leaders import leader_of
from bihuan.simulation.words import person_name, phone

WEEKS_BEFORE, WEEKS = 10, 20
BUREAUS, WINDOWS = 6, 4
UNSOLVED = (
    "房屋面积登记有误，两个部门互相推，跑了三趟没有结果。",
    "公积金转移两个月没有到账，电话里说法不一。",
    "社保卡补办系统提示异常，窗口说要等上面处理。",
)
NOT_COVERED = (
    (
        "退休两年后发现少缴，要求补缴社保",
        "现行规定只允许在职期间补缴；可以先申请查询历年缴费记录，核实是否单位漏缴。",
        "省人力资源和社会保障厅",
    ),
    (
        "一九九八年前的自建房要求补办产权",
        "现行口径不覆盖当年未批先建的；可以先办理房屋安全鉴定。",
        "省自然资源厅",
    ),
)
AT_WINDOW = (
    (FindingKind.SYSTEMS, "同一张表要在两个系统各录一遍"),
    (FindingKind.ATTITUDE, "午间只留一个窗口，群众排到门外没有人解释"),
    (FindingKind.PROCESS, "取号机不分业务，简单的要等复杂的"),
)
SUMMARIES = (
    "重复录入最耗时间，请信息中心对接。",
    "来问的多是同一件事，办事指南写得不明白。",
    "窗口人员熟练，卡在后台审核。",
    "老人不会用自助机，需要有人帮办。",
    "上午集中，下午冷清，可以错峰预约。",
)


class Rostering(Told):
    """One roster over some bureaus, kept by the city's office; its turns are sat as they come."""

    roster: Roster

    def plan(self, life: Life) -> None:
        self.life = life
        self.begin(life, 7 * WEEKS_BEFORE + 4, self.draft)

    def draft(self, at: datetime) -> bool:
        windows = list(
            Office.objects.filter(kind=OfficeKind.WINDOW, area=self.world.city).order_by("id")[:WINDOWS]
        )
        leader = self.world.hands(self.world.city.pk, Role.LEADER)
        if not windows or not leader:
            return False
        office = self.office(Role.OFFICE)
        monday = localtime(at).date() + timedelta(days=7 - localtime(at).weekday())
        roster = actions.draft_roster(
            by=office,
            at=at,
            unit=self.world.city,
            title="市直单位局长坐窗口",
            from_on=monday,
            weeks=WEEKS,
            gap=1,
            spread=2,
            away=1,
            is_public=True,
        )
        units = [unit.office for unit in self.units() if unit.theme != bureau.THEME][:BUREAUS]
        roster = actions.add_leaders(roster=roster, by=office, at=at, units=units)
        for place, window in enumerate(windows):
            roster = actions.add_window(roster=roster, by=office, at=at, window=window, weekday=2 + place % 3)
        for action, by in (
            (actions.plan_roster, office),
            (actions.ask_roster, office),
            (partial(actions.decide_roster, granted=True, answer="按此执行。"), self.office(Role.LEADER)),
        ):
            roster = action(roster=roster, by=by, at=at)
        self.roster = roster
        for turn in turns_in_force(roster).filter(to_at__lte=self.now).order_by("from_at", "id"):
            self.life.at(turn.from_at, partial(self.sit, turn.pk))
        return True

    def sit(self, pk: int, at: datetime) -> None:
        """Most turns are sat; some are missed, one in a while is theatre."""
        turn = Turn.objects.select_related("leader__person", "leader__unit").get(pk=pk)
        if turn.state != TurnState.PLANNED or self.world.rng.random() < 0.06:
            return
        by = leader_of(self.world, turn)
        actions.sit_turn(roster=self.roster, by=by, at=at)
        sitting = Sitting.objects.get(turn=turn)
        if self.world.rng.random() < 0.05:
            self.life.at(at + timedelta(minutes=9), partial(self.leave, sitting.pk, by))
            return
        for step, minutes in self._day():
            self.life.at(at + timedelta(minutes=minutes), partial(step, sitting.pk, by))
        self.life.at(turn.to_at, partial(self.end, sitting.pk, by))

    def _day(self) -> list[tuple[Callable[[int, Actor, datetime], None], int]]:
        rng = self.world.rng
        steps: list[tuple[Callable[[int, Actor, datetime], None], int]] = [
            (self.receive, minutes) for minutes in sorted(rng.sample(range(5, 110), rng.randrange(2, 4)))
        ]
        for step, chance in ((self.raise_, 0.2), (self.explain, 0.1), (self.find, 0.2), (self.hard, 0.08)):
            if rng.random() < chance:
                steps.append((step, rng.randrange(30, 120)))
        return steps

    def receive(self, pk: int, by: Actor, at: datetime) -> None:
        rng = self.world.rng
        handled, advised = rng.randrange(0, 4), rng.randrange(1, 4)
        actions.receive_people(
            sitting=_of(pk), by=by, at=at, handled=handled, advised=advised, people=handled + advised
        )

    def raise_(self, pk: int, by: Actor, at: datetime) -> None:
        rng = self.world.rng
        sitting = actions.raise_unsolved(
            sitting=_of(pk), by=by, at=at, content=rng.choice(UNSOLVED), consent=True,
            name=person_name(rng), phone=phone(rng),
        )  # fmt: skip
        let_it_walk(self.world, self.life, _last_case(sitting), at)

    def explain(self, pk: int, by: Actor, at: datetime) -> None:
        rng = self.world.rng
        wish, explained, superior = rng.choice(NOT_COVERED)
        sitting = actions.explain_policy(
            sitting=_of(pk), by=by, at=at, content=wish, explanation=explained, consent=True, upward=True,
            name=person_name(rng), phone=phone(rng), superior=superior, request="请明确这一类人的办理口径。",
        )  # fmt: skip
        let_it_walk(self.world, self.life, _last_case(sitting), at, fate=Fate.UPWARD)

    def find(self, pk: int, by: Actor, at: datetime) -> None:
        kind, content = self.world.rng.choice(AT_WINDOW)
        sitting = actions.find_at_window(sitting=_of(pk), by=by, at=at, kind=kind, content=content)
        let_it_walk(self.world, self.life, sitting.findings.order_by("-id")[0].case, at)

    def hard(self, pk: int, by: Actor, at: datetime) -> None:
        sitting = actions.raise_difficulty(
            sitting=_of(pk), by=by, at=at, content="高拍仪坏了两周，扫描要去隔壁窗口借。"
        )
        let_it_walk(self.world, self.life, _last_case(sitting), at, fate=Fate.SOLVED)

    def leave(self, pk: int, by: Actor, at: datetime) -> None:
        """Theatre: minutes long, nobody received."""
        actions.end_sitting(sitting=_of(pk), by=by, at=at, summary="巡查窗口，一切正常。")

    def end(self, pk: int, by: Actor, at: datetime) -> None:
        rng = self.world.rng
        words = f"{rng.choice(SUMMARIES)}今天第{rng.randrange(2, 60)}号叫号时最挤。"
        sitting = actions.end_sitting(sitting=_of(pk), by=by, at=at, summary=words)
        if rng.random() < 0.12:
            actions.record_thanks(sitting=sitting, by=by, at=at, kind=rng.choice(list(Thanks)), times=1)


def _last_case(sitting: Sitting) -> Case | None:
    return sitting.received.order_by("-id")[0].case


def _of(pk: int) -> Sitting:
    return Sitting.objects.select_related("unit", "window").get(pk=pk)
