"""Questions: who acts, who holds what, where an office lies, who is on duty."""

from bihuan.domain.organisations.queries.actors import Seat, acting_in, actor_for, actor_in, seats_of
from bihuan.domain.organisations.queries.facts import office_facts, person_facts
from bihuan.domain.organisations.queries.offices import (
    areas_in,
    desk_of,
    find_offices,
    home_of,
    name_on,
    office_for,
    offices_inside,
    unit_of,
)
from bihuan.domain.organisations.queries.on_duty import on_duty
from bihuan.domain.organisations.queries.people import find_people, person_for
from bihuan.domain.organisations.queries.regions import (
    ancestors_of,
    find_regions,
    region_for,
    region_on,
    regions_inside,
    regions_on,
)
from bihuan.domain.organisations.queries.tenures import (
    day_of,
    end_of,
    holders_of,
    leavers,
    offices_in_tenure,
    posts_held,
    tenures_on,
    units_in_tenure,
)

__all__ = [
    "Seat",
    "acting_in",
    "actor_for",
    "actor_in",
    "ancestors_of",
    "areas_in",
    "day_of",
    "desk_of",
    "end_of",
    "find_offices",
    "find_people",
    "find_regions",
    "holders_of",
    "home_of",
    "leavers",
    "name_on",
    "office_facts",
    "office_for",
    "offices_in_tenure",
    "offices_inside",
    "on_duty",
    "person_facts",
    "person_for",
    "posts_held",
    "region_for",
    "region_on",
    "regions_inside",
    "regions_on",
    "seats_of",
    "tenures_on",
    "unit_of",
    "units_in_tenure",
]
