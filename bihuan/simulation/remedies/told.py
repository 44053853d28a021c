"""A story that is lived between the steps of the cases."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localtime

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import Case
from bihuan.domain.organisations.choices import ASKED_NOT_ORDERED, Role, UnitRank
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.queries import desk_of
from bihuan.kernel.access import Actor
from bihuan.simulation.city import Unit, World
from bihuan.simulation.life import Life

TOWING = Q(category__endswith="事故处理")
PARKING = Q(category__contains="停车")
Step = Callable[[datetime], None]
LEFT_OPEN = timedelta(days=4)  # what comes in the last days stays on the desks; over a weekend too


class Told:
    """A story: steps on days before the end, each in the morning of an office day."""

    def __init__(self, world: World, now: datetime) -> None:
        self.world, self.now = world, now
        self.told = False  # whether there was a case to begin from

    def begin(self, life: Life, days_before: float, step: Callable[[datetime], bool]) -> None:
        """The first step says whether there is a story at all."""

        def first(at: datetime) -> None:
            self.told = step(at)

        life.after(self.now - timedelta(days=days_before), 40, first)

    def on(self, life: Life, days_before: float, step: Step) -> None:
        """A later step, if the story has begun."""

        def later(at: datetime) -> None:
            if self.told:
                step(at)

        life.after(self.now - timedelta(days=days_before), 40, later)

    def office(self, role: Role, *, but: Sequence[int] = ()) -> Actor:
        return self.world.actor(self.world.city.pk, role, but=but)

    def cases(self, wanted: Q, *, few: int, or_else: Q | None = None) -> list[Case]:
        """The newest of the city's own that fit, else that fit the second wish."""
        return self._newest(wanted & Q(office=self.world.city), few=few, or_else=or_else)

    def _newest(self, wanted: Q, *, few: int, or_else: Q | None = None) -> list[Case]:
        alive = Case.objects.select_related("office").exclude(state=State.MERGED).order_by("-id")
        found = list(alive.filter(wanted)[:few])
        if found or or_else is None:
            return found
        return list(alive.filter(or_else, office=self.world.city)[:few])

    def units(self) -> list[Unit]:
        """Departments of the city that can be ordered."""
        return [
            unit
            for unit in self.world.units
            if unit.office.area_id == self.world.city.pk
            and unit.office.unit_rank == UnitRank.FIRST
            and unit.office.body_kind not in ASKED_NOT_ORDERED
        ]

    def unit(self, theme: str) -> Unit:
        return next((unit for unit in self.units() if unit.theme == theme), self.units()[0])

    def desk(self, office: Office) -> Actor:
        return self.world.actor(desk_of(office).pk, Role.DESK)


def day_after(at: datetime, later: int) -> date:
    return (localtime(at) + timedelta(days=later)).date()
