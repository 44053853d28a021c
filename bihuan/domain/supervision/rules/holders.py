"""Whose it was: the person who held the post that answers for an office on that day, not the one who inherited it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bihuan.domain.organisations.choices import Role, TenureKind

# Who answers for an office, in this order; the role that a duty names comes before all of them.
ANSWERS = (Role.SECTION_HEAD, Role.DESK, Role.UNIT_DEPUTY, Role.UNIT_HEAD, Role.HANDLER)


@dataclass(frozen=True, slots=True)
class Seat:
    """One person in one post of an office, from a day to a day, both counted."""

    person: int
    post: int
    roles: frozenset[str]
    from_on: date
    to_on: date | None
    kind: str = TenureKind.REGULAR

    def is_held(self, on: date) -> bool:
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)


def answers_for(seats: Iterable[Seat], on: date, *, role: str = "") -> Seat | None:
    """Who answers for what an office owed on that day: the role that was asked for, else its head, its desk, … ; whoever acts in a post
    (B 岗代理) before whoever holds it, because it was in their hands; then the longest in office. None: nobody held a post there."""
    held = [seat for seat in seats if seat.is_held(on)]
    order: Sequence[str] = (role, *ANSWERS) if role else ANSWERS
    for wanted in order:
        fit = [seat for seat in held if wanted in seat.roles]
        if fit:
            return min(fit, key=lambda s: (s.kind != TenureKind.ACTING, s.from_on, s.person, s.post))
    return None


def left_at(seat: Seat | None) -> date | None:
    """The last day for which this person answers; None: still in office."""
    return seat.to_on if seat else None
