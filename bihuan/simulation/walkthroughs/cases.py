"""A case that a sitting or a walk has raised goes the way of every other."""

from datetime import datetime

from bihuan.domain.cases.choices import RequestType
from bihuan.domain.cases.models import Case
from bihuan.simulation.city import World
from bihuan.simulation.life import Life
from bihuan.simulation.plans import Fate
from bihuan.simulation.steps import Walk, a_matter


def let_it_walk(
    world: World, life: Life, case: Case | None, at: datetime, *, fate: Fate | None = None
) -> None:
    """Accepted, dispatched to the unit it is about, handled, checked, asked about."""
    unit = next((unit for unit in world.units if case and unit.office.pk == case.respondent_id), None)
    if case is None or unit is None or not unit.sections:
        return
    _, matter = a_matter(world, firm=False, near=True)
    walk = Walk(
        world=world,
        life=life,
        fate=fate or (Fate.SOLVED if world.rng.random() < 0.94 else Fate.OPEN_HANDLING),
        unit=unit,
        matter=matter,
        programme=case.programme,
        channel=case.channel,
        request_type=RequestType(case.request_type),
        case=case,
    )
    walk.then(at, "accept", 20, 240, ours=True)
