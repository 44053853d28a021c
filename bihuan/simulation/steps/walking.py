"""What every step of a case's way needs to know."""

import random
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bihuan.domain.cases.choices import (
    Difficulty,
    RequestType,
)
from bihuan.domain.cases.models import Case
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.remedies.models import LongTerm
from bihuan.kernel.access import Actor
from bihuan.simulation.city import Unit, World
from bihuan.simulation.life import Life
from bihuan.simulation.plans import Fate
from bihuan.simulation.words import Matter


@dataclass
class Walking:
    """One case on its way: what is known of it, and the hands that hold it."""

    world: World
    life: Life
    fate: Fate
    unit: Unit
    matter: Matter
    programme: str
    channel: str
    request_type: RequestType = RequestType.REQUEST
    difficulty: Difficulty = Difficulty.C
    sealed: bool = False
    shown: bool = True  # an editor may publish it afterwards
    case: Case | None = None
    section: Office | None = None
    round: int = 1
    tries: int = 0
    proper: Unit | None = None
    long_term: LongTerm | None = None

    @property
    def rng(self) -> random.Random:
        return self.world.rng

    @property
    def area(self) -> int:
        assert self.case is not None  # registered first
        return self.case.office_id

    def pace(self, low: float, high: float, *, ours: bool = False) -> float:
        """So many minutes of office time; a slow unit takes longer, the office keeps its own pace."""
        return self.rng.uniform(low, high) * (1.0 if ours else self.unit.slow)

    def then(self, at: datetime, step: str, low: float, high: float, *, ours: bool = False) -> None:
        self.life.after(at, self.pace(low, high, ours=ours), partial(self.do, step))

    def do(self, step: str, at: datetime) -> None:
        """Take a step on the case as it is now."""
        if self.case is not None:
            self.case = Case.objects.select_related("office").get(pk=self.case.pk)
        getattr(self, step)(at)

    def by(self, office_id: int, role: Role) -> Actor:
        return self.world.actor(office_id, role)

    def _handler(self) -> Actor:
        assert self.section is not None  # known once a section or desk holds it
        role = Role.HANDLER if self._in_section() else Role.DESK
        return self.world.actor(self.section.pk, role, but=self._heads())

    def _heads(self) -> list[int]:
        """Section heads sign here; they handle nothing themselves."""
        assert self.section is not None  # as above
        return [person.pk for person, _ in self.world.hands(self.section.pk, Role.SECTION_HEAD)]

    def _handled_by(self) -> list[int]:
        assert self.case is not None  # completed
        return list(self.case.hands.filter(step="HANDLED").values_list("person_id", flat=True))

    def _in_section(self) -> bool:
        return self.section is not None and self.section.kind != "DESK" and bool(self.unit.sections)
