"""Questions: who acts, who holds what, where an office lies, who is on duty."""

from bihuan.domain.organisations.queries.actors import Seat, actor_for, seats_of
from bihuan.domain.organisations.queries.offices import desk_of, office_for, offices_inside, unit_of
from bihuan.domain.organisations.queries.tenures import (
    day_of,
    holders_of,
    offices_in_tenure,
    posts_held,
    tenures_on,
    units_in_tenure,
)

__all__ = [
    "Seat",
    "actor_for",
    "day_of",
    "desk_of",
    "holders_of",
    "office_for",
    "offices_in_tenure",
    "offices_inside",
    "posts_held",
    "seats_of",
    "tenures_on",
    "unit_of",
    "units_in_tenure",
]
