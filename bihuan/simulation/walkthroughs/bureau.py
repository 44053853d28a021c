"""The page's bureau: half a year at the window by a roster of its own, every sitting lived, so that its three numbers come out of records."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.utils.timezone import localtime

from bihuan.domain.organisations.actions import Seat, fill_seats, open_office
from bihuan.domain.organisations.choices import Grade, OfficeKind, Role, SectionClass
from bihuan.domain.organisations.models import Office
from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.choices import Thanks
from bihuan.domain.walkthroughs.models import Roster, Sitting, Turn
from bihuan.domain.walkthroughs.queries.turns import turns_in_force
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import city_calendar
from bihuan.simulation.city.opening import BUILDER, SINCE
from bihuan.simulation.life import Life
from bihuan.simulation.remedies.told import Told
from bihuan.simulation.walkthroughs.leaders import leader_of, leaders_of
from bihuan.simulation.words import person_name, phone

# 市人社局: 近半年班子成员全员参与、固定排班, 144 人次, 受理业务和咨询 579 件, 20 次感谢. Its leaders are on no other roster here.
THEME, TIMES, MATTERS, THANKS = "人社", 144, 579, 20
# Six windows a week for twenty-three weeks, and this week's turns so far: at most 144; what holidays take away is sat besides.
WEEKS_BEFORE, WEEKS = 23, 32
WINDOWS = ("社保卡", "养老待遇", "就业创业", "工伤认定", "人才服务")
HOURS = ((9, 0), (14, 40))
LASTED = timedelta(minutes=105)


@dataclass(frozen=True, slots=True)
class Stay:
    """When somebody sits there; `turn`: of the roster, else of their own accord."""

    begins: datetime
    ends: datetime
    by: Actor
    window: Office
    turn: Turn | None = None


class Bureau(Told):
    """Windows and a full leadership, a roster in force, and every one of its turns sat."""

    bureau: Office

    def plan(self, life: Life, start: datetime) -> None:
        unit = next((one.office for one in self.world.units if one.theme == THEME), None)
        if unit is None:
            return
        self.life, self.bureau = life, unit
        self._open(start)
        days = WEEKS_BEFORE * 7 + localtime(self.now).weekday() + 3  # on a Friday before the first Monday
        self.begin(life, min(days, (self.now - start).days - 1), self.arrange)

    def _open(self, at: datetime) -> None:
        """A window each for what people come for, and a leadership that can fill a week."""
        windows = [
            open_office(
                office=self.bureau,
                by=BUILDER,
                at=at,
                name=f"{self.bureau.short_name}{name}窗口",
                kind=OfficeKind.WINDOW,
                section_class=SectionClass.APPROVAL_SERVICE,
                address="荆江大道 88 号市民之家二楼社保服务区",
            )
            for name in WINDOWS
        ]
        seats = [self._seat(window, "窗口人员", Role.HANDLER, Grade.HANDLER, 0) for window in windows]
        seats += [
            self._seat(self.bureau, f"副局长（分管{name}）", Role.UNIT_DEPUTY, Grade.UNIT_DEPUTY, place)
            for place, name in enumerate(WINDOWS, 1)
        ]
        tenures = fill_seats(seats=seats, by=BUILDER, at=at, from_on=SINCE)
        for seat, tenure in zip(seats, tenures, strict=True):
            hands = self.world.seats.setdefault((seat.office.pk, str(seat.roles[0])), [])
            hands.append((tenure.person, tenure.post))

    def _seat(self, office: Office, title: str, role: Role, grade: Grade, place: int) -> Seat:
        rng = self.world.rng
        username = f"r{office.pk}{place}"
        return Seat(office, title, [role], grade, username=username, name=person_name(rng), phone=phone(rng))

    def arrange(self, at: datetime) -> bool:
        """Drafted by the bureau's desk, signed by its head; then the first turns come up."""
        desk, head = self.desk(self.bureau), self.world.actor(self.bureau.pk, Role.UNIT_HEAD)
        monday = localtime(at).date() + timedelta(days=7 - localtime(at).weekday())
        roster = actions.draft_roster(
            by=desk, at=at, unit=self.bureau, title="市人社局班子成员坐窗口", from_on=monday, weeks=WEEKS,
            gap=0, spread=1, is_public=True,
        )  # fmt: skip
        roster = actions.add_leaders(roster=roster, by=desk, at=at, units=[self.bureau])
        for place, window in enumerate(self._windows()):
            roster = actions.add_window(roster=roster, by=desk, at=at, window=window, weekday=1 + place % 5)
        for action, by in (
            (actions.plan_roster, desk),
            (actions.ask_roster, desk),
            (partial(actions.decide_roster, granted=True, answer="班子成员全员参加，按此执行。"), head),
        ):
            roster = action(roster=roster, by=by, at=at)
        self._let_them_sit(roster, monday)
        return True

    def _windows(self) -> list[Office]:
        return list(Office.objects.filter(parent=self.bureau, kind=OfficeKind.WINDOW).order_by("id"))

    def _let_them_sit(self, roster: Roster, since: date) -> None:
        due = turns_in_force(roster).filter(to_at__lte=self.now).select_related("leader", "window")
        stays = [
            Stay(turn.from_at, turn.to_at, leader_of(self.world, turn), turn.window, turn) for turn in due
        ]
        stays += self._besides(stays, since)
        for place, stay in enumerate(sorted(stays, key=lambda one: one.begins)):
            self.life.at(stay.begins, AtWindow(self.life, place, stay, roster).sit)

    def _besides(self, stays: list[Stay], since: date) -> list[Stay]:
        """What is left of the number: evenly over office days on which a leader has no turn."""
        taken = {(localtime(stay.begins).date(), stay.by.hand) for stay in stays}
        calendar, today, windows = city_calendar(), localtime(self.now).date(), self._windows()
        days = [since + timedelta(days=later) for later in range((today - since).days)]
        free = [
            localtime(self.now).replace(
                year=day.year, month=day.month, day=day.day, hour=hour, minute=minute, second=0, microsecond=0
            )
            for day in days
            if calendar.is_working_day(day)
            for hour, minute in HOURS
        ]
        places = [
            Stay(begins, begins + LASTED, by, windows[place % len(windows)])
            for place, begins in enumerate(free)
            for by in leaders_of(self.world, self.bureau.pk)
            if (localtime(begins).date(), by.hand) not in taken
        ]
        wanted = TIMES - len(stays)
        return [places[place * len(places) // wanted] for place in range(wanted)]


def _share(whole: int, place: int) -> int:
    """This sitting's part, in whole numbers that add up."""
    return whole * (place + 1) // TIMES - whole * place // TIMES


@dataclass
class AtWindow:
    """One sitting: begun, received, ended; now and then a letter or a banner."""

    life: Life
    place: int
    stay: Stay
    roster: Roster
    pk: int = 0

    def sit(self, at: datetime) -> None:
        by = self.stay.by
        if self.stay.turn is None:
            self.pk = actions.start_sitting(by=by, at=at, window=self.stay.window).pk
        else:
            actions.sit_turn(roster=self.roster, by=by, at=at)
            self.pk = Sitting.objects.get(turn=self.stay.turn).pk
        self.life.at(at + timedelta(minutes=35), self.receive)
        self.life.at(self.stay.ends, self.end)

    def receive(self, at: datetime) -> None:
        matters = _share(MATTERS, self.place)
        handled = (matters + self.place % 2) // 2
        actions.receive_people(
            sitting=self.sitting,
            by=self.stay.by,
            at=at,
            handled=handled,
            advised=matters - handled,
            people=matters,
        )

    def end(self, at: datetime) -> None:
        words = f"第 {self.place + 1} 次坐窗口，问得最多的是养老保险转移。"
        sitting = actions.end_sitting(sitting=self.sitting, by=self.stay.by, at=at, summary=words)
        if times := _share(THANKS, self.place):
            kind = (Thanks.LETTER, Thanks.BANNER)[self.place % 2]
            actions.record_thanks(sitting=sitting, by=self.stay.by, at=at, kind=kind, times=times)

    @property
    def sitting(self) -> Sitting:
        return Sitting.objects.select_related("unit", "window").get(pk=self.pk)
