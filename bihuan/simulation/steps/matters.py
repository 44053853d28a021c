"""What there is to report, and the answers that are already known."""

from datetime import datetime, timedelta

from django.utils.timezone import localtime

from bihuan.domain.knowledge.actions import publish_entry
from bihuan.domain.organisations.choices import Role
from bihuan.simulation.city import Unit, World
from bihuan.simulation.words import Matter, matter, words


def publish_knowledge(world: World, at: datetime) -> None:
    """A few entries that inquiries can be answered from."""
    for row in words()["inquiries"]:
        unit = world.unit_for(row["theme"])
        publish_entry(
            by=world.actor(world.city.pk, Role.OFFICE),
            at=at,
            question=row["question"],
            answer=row["answer"],
            owner=unit.sections[0],
            document=row["document"],
            review_on=(localtime(at) + timedelta(days=700)).date(),
        )


def a_matter(world: World, *, firm: bool, near: bool = False, home: bool = False) -> tuple[Unit, Matter]:
    """Something to report, and the unit that it goes to; `near`: often the one where the demo's people sit, so that they have work;
    `home`: always."""
    name = world.rng.choice(world.firms).name if firm and world.firms else ""
    found = matter(world.rng, firm=firm, firm_name=name)
    ours = world.units[0]
    while near and found.theme != ours.theme and (home or world.rng.random() < 0.5):
        found = matter(world.rng, firm=firm, firm_name=name)
    return (ours if near and found.theme == ours.theme else world.unit_for(found.theme)), found
