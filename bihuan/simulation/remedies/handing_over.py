"""移送: a clue with two signatures."""

from datetime import datetime

from django.db.models import Q

from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.remedies import actions
from bihuan.domain.remedies.models import DisciplineClue
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.simulation.life import Life
from bihuan.simulation.remedies.told import TOWING, Told


class HandingOver(Told):
    """A clue with two signatures, received by the commission."""

    clue: DisciplineClue

    def plan(self, life: Life) -> None:
        self.begin(life, 21, self.draft)
        self.on(life, 20, self.sign)
        self.on(life, 19, self.receive)

    def draft(self, at: datetime) -> bool:
        cases = self.cases(TOWING, few=1, or_else=Q())
        if not cases:
            return False
        (organ, _), *_ = [key for key in self.world.seats if key[1] == Role.INSPECTOR]
        self.second = self.office(Role.CHECKER)
        self.clue = actions.draft_clue(
            by=self.office(Role.OFFICE),
            at=at,
            case=cases[0],
            organ=Office.objects.get(pk=organ),
            gist="核查中发现，有人介绍承包单位并收取好处，附谈话记录的时间和地点。",
            second_signer=self._person(self.second),
        )
        return True

    def _person(self, actor: Actor) -> Person:
        seats = self.world.hands(self.world.city.pk, Role.CHECKER)
        return next(person for person, _ in seats if person.pk == actor.person_id)

    def sign(self, at: datetime) -> None:
        self.clue = actions.sign_clue(
            discipline_clue=self.clue, by=self.second, at=at, granted=True, answer="同意移送。"
        )

    def receive(self, at: datetime) -> None:
        inspector = self.world.actor(self.clue.organ_id, Role.INSPECTOR)
        self.clue = actions.receive_clue(
            discipline_clue=self.clue, by=inspector, at=at, acceptance_number=f"纪收{at.year}-17"
        )
