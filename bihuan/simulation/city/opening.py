"""Offices, one at a time; seats, all at once when every office stands."""

import random
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from bihuan.domain.organisations.actions import (
    Seat,
    fill_seats,
    open_office,
)
from bihuan.domain.organisations.choices import (
    BodyKind,
    Grade,
    OfficeKind,
    Role,
)
from bihuan.domain.organisations.models import Office, Region
from bihuan.kernel.access import Actor
from bihuan.simulation.accounts import DEMO_SEATS
from bihuan.simulation.city.world import World
from bihuan.simulation.plans import CityPlan
from bihuan.simulation.words import person_name, phone

SINCE = date(2020, 1, 6)
BUILDER = Actor.calendar("simulation")
Progress = Callable[[str], None]


class Opening:
    """Opens offices, notes who is to sit there, and fills the seats."""

    world: World
    regions: dict[str, Region]

    def __init__(self, plan: CityPlan, *, seed: int, at: datetime, say: Progress) -> None:
        self.plan, self.at, self.say = plan, at, say
        self.rng = random.Random(seed)
        self.seats: list[tuple[Seat, tuple[Office, ...]]] = []  # each with the offices whose work it does
        self.demo = dict(DEMO_SEATS)

    def _open(
        self,
        above: Office | None,
        name: str,
        kind: OfficeKind,
        *,
        code: str = "",
        short: str = "",
        body: BodyKind | None = None,
        **more: Any,
    ) -> Office:
        region = self.regions.get(str(more.pop("region", "")))
        return open_office(
            office=above,
            by=BUILDER,
            at=self.at,
            name=name,
            kind=kind,
            code=code,
            short_name=short,
            body_kind=body,
            region=region,
            **more,
        )

    def _seat(
        self,
        office: Office,
        title: str,
        roles: list[Role],
        grade: Grade = Grade.HANDLER,
        *,
        demo: str = "",
        works_for: Office | None = None,
    ) -> None:
        """A post in an office with a new person in it; `demo` names the account that can sign in."""
        known = self.demo.pop(demo, None) if demo else None
        seat = Seat(
            office,
            title,
            roles,
            grade,
            username=known.username if known else f"u{len(self.seats) + 1:05d}",
            name=known.name if known else person_name(self.rng),
            phone=phone(self.rng),
        )
        self.seats.append((seat, (office, *([works_for] if works_for else []))))

    def _fill_seats(self) -> None:
        tenures = fill_seats(seats=[seat for seat, _ in self.seats], by=BUILDER, at=self.at, from_on=SINCE)
        for (seat, offices), tenure in zip(self.seats, tenures, strict=True):
            for role in seat.roles:
                for office in offices:
                    hands = self.world.seats.setdefault((office.pk, str(role)), [])
                    hands.append((tenure.person, tenure.post))
