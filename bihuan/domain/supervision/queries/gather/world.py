"""What is read once per run: offices, who held which post when, approved outages, the calendar, and the moment of asking."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property

from bihuan.domain.organisations.choices import AREA_BODIES, BodyKind, Role
from bihuan.domain.organisations.models import Office, Tenure
from bihuan.domain.supervision.choices import OutageState
from bihuan.domain.supervision.models import Outage
from bihuan.domain.supervision.rules.holders import Seat, answers_for
from bihuan.kernel.calendar import Calendar, city_calendar
from bihuan.kernel.calendar.moments import Stretch, day_of


@dataclass(frozen=True, slots=True)
class Place:
    """An office as findings need it."""

    id: int
    unit: int
    is_area: bool
    desk: int | None
    body_kind: str


@dataclass(frozen=True)
class World:
    """One run's view. `at`: until when open clocks are counted."""

    at: datetime

    @cached_property
    def calendar(self) -> Calendar:
        return city_calendar()

    @cached_property
    def places(self) -> Mapping[int, Place]:
        """Every office; a contractor's work is its supervising unit's."""
        rows = Office.objects.values_list("pk", "unit_id", "desk_id", "body_kind", "supervising_unit_id")
        return {
            pk: Place(
                pk,
                (supervising if kind == BodyKind.CONTRACTOR else None) or unit or pk,
                kind in AREA_BODIES,
                desk,
                kind,
            )
            for pk, unit, desk, kind, supervising in rows
        }

    @cached_property
    def seats(self) -> Mapping[int, Sequence[Seat]]:
        """By office: every tenure that there ever was."""
        found: dict[int, list[Seat]] = defaultdict(list)
        rows = Tenure.objects.values_list(
            "post__office_id", "person_id", "post_id", "post__roles", "from_on", "to_on", "kind"
        )
        for office, person, post, roles, from_on, to_on, kind in rows:
            found[office].append(Seat(person, post, frozenset(roles), from_on, to_on, kind))
        return found

    @cached_property
    def posts_of(self) -> Mapping[int, Sequence[tuple[int, Seat]]]:
        """By person: each seat that they ever had, with its office."""
        found: dict[int, list[tuple[int, Seat]]] = defaultdict(list)
        for office, seats in self.seats.items():
            for seat in seats:
                found[seat.person].append((office, seat))
        return found

    @cached_property
    def outages(self) -> Sequence[tuple[datetime, datetime, int | None]]:
        """Approved ones: from, to, and the only unit that was touched."""
        rows = Outage.objects.filter(state=OutageState.APPROVED).order_by("from_at")
        return list(rows.values_list("from_at", "to_at", "only_unit_id"))

    def down_for(self, unit: int) -> list[Stretch]:
        """The stretches in which nobody of this unit could work."""
        return self._down(unit)

    @cached_property
    def _down(self) -> Callable[[int], list[Stretch]]:
        return cache(lambda unit: [(a, b) for a, b, only in self.outages if only in (None, unit)])

    def place_of(self, office: int, role: str = "") -> Place:
        """Where work that a holder owed lay: what a government owes lies at its 双优化办, unless its leader owes it."""
        place = self.places[office]
        if place.is_area and place.desk is not None and role != Role.LEADER:
            return self.places[place.desk]
        return place

    def unit_of(self, place: Place) -> int:
        return self.places[place.unit].unit

    def seat_of(self, person: int, place: Place, on: date | datetime) -> Seat | None:
        """The post that this person held on that day: one of this office or its unit first. None: they held none, and owe nothing."""
        day = day_of(on)
        held = [(office, seat) for office, seat in self.posts_of.get(person, ()) if seat.is_held(day)]
        near = (place.id, place.unit)
        return min(
            held, key=lambda pair: (pair[0] not in near, pair[1].from_on, pair[1].post), default=(0, None)
        )[1]

    def seat(self, place: Place, on: date | datetime, role: str = "") -> Seat | None:
        """Who answered for it on that day; where its own posts were empty, whoever answered for the unit."""
        return self._answering(place, day_of(on), role)

    @cached_property
    def _answering(self) -> Callable[[Place, date, str], Seat | None]:
        """Asked once per office, day and role of a run."""

        @cache
        def ask(place: Place, day: date, role: str) -> Seat | None:
            own = answers_for(self.seats.get(place.id, ()), day, role=role)
            return own or answers_for(self.seats.get(place.unit, ()), day)

        return ask
