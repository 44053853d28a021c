"""In which order people are called at night: first, next, leader on duty; then one office up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bihuan.domain.organisations.choices import Role, ShiftRank

RANKS = (ShiftRank.FIRST, ShiftRank.NEXT, ShiftRank.LEADER)
# Without a roster: who stands for a unit, in the order in which they are asked.
STANDING = (Role.DESK, Role.OFFICE, Role.SECTION_HEAD, Role.UNIT_DEPUTY, Role.UNIT_HEAD, Role.LEADER)


@dataclass(frozen=True, slots=True)
class Rostered:
    """A shift that runs now; `height` counts from the office upwards."""

    height: int
    rank: ShiftRank
    person_id: int


@dataclass(frozen=True, slots=True)
class Answerable:
    """A post that is held now."""

    height: int
    roles: frozenset[str]
    person_id: int


def call_order(rostered: Iterable[Rostered], answerable: Iterable[Answerable]) -> Sequence[int]:
    """Person ids, each once: rosters from the office upwards, by rank; after them those whose post answers for it."""
    by_roster = sorted(rostered, key=lambda shift: (shift.height, RANKS.index(shift.rank)))
    standing = [
        (post.height, min(STANDING.index(role) for role in STANDING if role in post.roles), post.person_id)
        for post in answerable
        if post.roles & set(STANDING)
    ]
    order = [shift.person_id for shift in by_roster] + [person_id for _, _, person_id in sorted(standing)]
    return list(dict.fromkeys(order))
