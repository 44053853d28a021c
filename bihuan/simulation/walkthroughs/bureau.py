"""The page's bureau: half a year at the window of which every sitting is lived, so that its three numbers come out of records."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import localtime

from bihuan.domain.organisations.choices import OfficeKind, Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.choices import Thanks
from bihuan.domain.walkthroughs.models import Sitting
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import city_calendar
from bihuan.simulation.city import World
from bihuan.simulation.life import Life

# 市人社局: 近半年 144 人次, 受理业务和咨询 579 件, 20 次感谢. Its leaders are on no other roster here.
THEME, TIMES, MATTERS, THANKS = "人社", 144, 579, 20
HALF_A_YEAR = timedelta(days=182)
HOURS = ((9, 0), (14, 40))
LASTED = timedelta(minutes=105)
LEADERS = (Role.UNIT_HEAD, Role.UNIT_DEPUTY)


def plan_bureau(world: World, life: Life, start: datetime, now: datetime) -> None:
    """So many sittings, spread over the office days since then; matters and thanks spread over the sittings."""
    unit = next((one.office for one in world.units if one.theme == THEME), None)
    windows = list(Office.objects.filter(kind=OfficeKind.WINDOW, area=world.city).order_by("id"))
    if unit is None or not windows:
        return
    for place, (begins, role) in enumerate(_places(max(start, now - HALF_A_YEAR), now)):
        window = windows[place % len(windows)]
        life.at(begins, AtWindow(life, place, world.actor(unit.pk, role), window).sit)


def _places(since: datetime, until: datetime) -> list[tuple[datetime, Role]]:
    """Mornings and afternoons of office days, for each leader: the wanted number of them, evenly."""
    calendar, day, free = city_calendar(), since + timedelta(days=1), []
    while day < until - timedelta(days=1):
        if calendar.is_working_day(localtime(day).date()):
            free += [
                (localtime(day).replace(hour=hour, minute=minute, second=0, microsecond=0), role)
                for hour, minute in HOURS
                for role in LEADERS
            ]
        day += timedelta(days=1)
    return [free[place * len(free) // TIMES] for place in range(TIMES)]


def _share(whole: int, place: int) -> int:
    """This sitting's part, in whole numbers that add up."""
    return whole * (place + 1) // TIMES - whole * place // TIMES


@dataclass
class AtWindow:
    """One sitting: begun, received, ended; now and then a letter or a banner."""

    life: Life
    place: int
    by: Actor
    window: Office
    pk: int = 0

    def sit(self, at: datetime) -> None:
        self.pk = actions.start_sitting(by=self.by, at=at, window=self.window).pk
        self.life.at(at + timedelta(minutes=35), self.receive)
        self.life.at(at + LASTED, self.end)

    def receive(self, at: datetime) -> None:
        matters = _share(MATTERS, self.place)
        handled = (matters + self.place % 2) // 2
        actions.receive_people(
            sitting=self.sitting,
            by=self.by,
            at=at,
            handled=handled,
            advised=matters - handled,
            people=matters,
        )

    def end(self, at: datetime) -> None:
        words = f"第 {self.place + 1} 次坐窗口，问得最多的是养老保险转移。"
        sitting = actions.end_sitting(sitting=self.sitting, by=self.by, at=at, summary=words)
        if times := _share(THANKS, self.place):
            kind = (Thanks.LETTER, Thanks.BANNER)[self.place % 2]
            actions.record_thanks(sitting=sitting, by=self.by, at=at, kind=kind, times=times)

    @property
    def sitting(self) -> Sitting:
        return Sitting.objects.select_related("unit", "window").get(pk=self.pk)
