"""Leaders as the city has seated them: which post of theirs a turn is sat in."""

from collections.abc import Iterable

from bihuan.domain.organisations.choices import Role
from bihuan.domain.walkthroughs.models import Turn
from bihuan.kernel.access import Actor
from bihuan.simulation.city import World

LEADERS = (Role.UNIT_HEAD, Role.UNIT_DEPUTY)


def leaders_of(world: World, office: int) -> Iterable[Actor]:
    """The whole leadership of a unit, each in the post of it."""
    for role in LEADERS:
        people = [person.pk for person, _ in world.hands(office, role)]
        for pk in people:
            yield world.actor(office, role, but=[other for other in people if other != pk])


def leader_of(world: World, turn: Turn) -> Actor:
    """Whose turn it is."""
    for leader in leaders_of(world, turn.leader.unit_id):
        if leader.hand == turn.leader.person_id:
            return leader
    raise LookupError(f"turn {turn.pk} is nobody's")
