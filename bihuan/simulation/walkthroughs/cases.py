"""A case that a sitting or a walk has raised goes the way of every other."""

from datetime import datetime
from itertools import chain

from bihuan.domain.cases.choices import RequestType
from bihuan.domain.cases.models import Case
from bihuan.domain.organisations.choices import BodyKind
from bihuan.domain.organisations.models import Office
from bihuan.simulation.city import Unit, World
from bihuan.simulation.life import Life
from bihuan.simulation.plans import Fate
from bihuan.simulation.steps import Walk, a_matter


def let_it_walk(
    world: World, life: Life, case: Case | None, at: datetime, *, fate: Fate | None = None, shown: bool = True
) -> None:
    """Accepted, dispatched to the unit it is about, handled, checked, asked about. Towns handle at their desks."""
    if case is None or case.respondent is None:
        return
    unit = _who_mends(world, case.respondent)
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
        shown=shown,
    )
    walk.then(at, "accept", 20, 240, ours=True)


def _who_mends(world: World, office: Office) -> Unit:
    """The unit itself; of a county, whose own office passes on and asks afterwards, a department or a town."""
    inside = [unit for unit in world.units if unit.office.path.startswith(office.path)]
    towns = Office.objects.filter(body_kind=BodyKind.TOWN, path__startswith=office.path).order_by("code")
    return next(chain(inside, (Unit(town, "") for town in towns)), Unit(office, ""))
