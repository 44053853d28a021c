"""The city as the simulation knows it: who sits where."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.organisations.choices import (
    Role,
)
from bihuan.domain.organisations.models import Office, Post
from bihuan.domain.organisations.queries import actor_for
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person


@dataclass
class Unit:
    """A unit that cases go to: its desk, its sections, who signs; `slow` makes its people late, `careless` makes them return and botch."""

    office: Office
    theme: str
    sections: list[Office] = field(default_factory=list)
    slow: float = 1.0
    careless: float = 0.02


@dataclass
class World:
    """The city as the simulation knows it: who sits where, by office and role."""

    rng: random.Random
    city: Office
    at: datetime
    units: list[Unit] = field(default_factory=list)
    areas: list[Office] = field(default_factory=list)
    firms: list[Enterprise] = field(default_factory=list)
    seats: dict[tuple[int, str], list[tuple[Person, Post]]] = field(default_factory=dict)
    cached: dict[tuple[int, int], Actor] = field(default_factory=dict)

    def hands(self, office_id: int, role: Role) -> list[tuple[Person, Post]]:
        """Who has this role in this office."""
        return self.seats.get((office_id, str(role)), [])

    def actor(self, office_id: int, role: Role, *, but: Iterable[int] = ()) -> Actor:
        """Somebody with this role in this office, whose hand is none of those."""
        barred = frozenset(but)
        free = [seat for seat in self.hands(office_id, role) if seat[0].pk not in barred]
        if not free:
            raise LookupError(f"nobody with {role} in office {office_id}")
        person, post = self.rng.choice(free)
        key = (person.pk, post.pk)
        if key not in self.cached:
            self.cached[key] = actor_for(person, post, "workbench", at=self.at)
        return self.cached[key]

    def unit_for(self, theme: str) -> Unit:
        """The unit of a theme, else any."""
        fitting = [unit for unit in self.units if unit.theme == theme]
        return self.rng.choice(fitting or self.units)
