"""Offices and posts, one at a time."""

import random
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from bihuan.domain.organisations.actions import (
    appoint,
    create_post,
    open_office,
    register_person,
)
from bihuan.domain.organisations.choices import (
    BodyKind,
    Grade,
    OfficeKind,
    Role,
)
from bihuan.domain.organisations.models import Office, Post, Region
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.simulation.accounts import DEMO_SEATS
from bihuan.simulation.city.world import World
from bihuan.simulation.plans import CityPlan
from bihuan.simulation.words import person_name, phone

SINCE = date(2020, 1, 6)
BUILDER = Actor.calendar("simulation")
Progress = Callable[[str], None]


class Opening:
    """Opens offices and fills posts."""

    world: World
    regions: dict[str, Region]

    def __init__(self, plan: CityPlan, *, seed: int, at: datetime, say: Progress) -> None:
        self.plan, self.at, self.say = plan, at, say
        self.rng = random.Random(seed)
        self.people = 0
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
        self, office: Office, title: str, roles: list[Role], grade: Grade = Grade.HANDLER, *, demo: str = ""
    ) -> Person:
        """A post in an office with a new person in it; `demo` names the account that can sign in."""
        self.people += 1
        known = self.demo.pop(demo, None) if demo else None
        post = Post.objects.filter(office=office, title=title).first() or create_post(
            office=office, by=BUILDER, at=self.at, title=title, roles=roles, grade=grade
        )
        person = register_person(
            by=BUILDER,
            at=self.at,
            username=known.username if known else f"u{self.people:05d}",
            name=known.name if known else person_name(self.rng),
            phone=phone(self.rng),
        )
        appoint(person=person, by=BUILDER, at=self.at, post=post, from_on=SINCE)
        for role in roles:
            self.world.seats.setdefault((office.pk, str(role)), []).append((person, post))
        return person
