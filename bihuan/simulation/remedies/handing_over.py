"""移送: a clue with two signatures."""

from datetime import datetime

from django.db.models import Q

from bihuan.domain.cases.actions import Outsider, accept_case, receive_case
from bihuan.domain.cases.choices import Identity, RequestType
from bihuan.domain.cases.models import Case
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.remedies import actions
from bihuan.domain.remedies.models import DisciplineClue
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.simulation.life import Life
from bihuan.simulation.remedies.told import TOWING, Told
from bihuan.simulation.words import person_name, phone


class HandingOver(Told):
    """A clue with two signatures, received by the commission."""

    clue: DisciplineClue
    gist = "核查中发现，有人介绍承包单位并收取好处，附谈话记录的时间和地点。"
    whole = False

    def plan(self, life: Life) -> None:
        self.begin(life, 21, self.draft)
        self.on(life, 20, self.sign)
        self.on(life, 19, self.receive)

    def draft(self, at: datetime) -> bool:
        case = self.found(at)
        if case is None:
            return False
        (organ, _), *_ = [key for key in self.world.seats if key[1] == Role.INSPECTOR]
        self.second = self.office(Role.CHECKER)
        self.clue = actions.draft_clue(
            by=self.office(Role.OFFICE),
            at=at,
            case=case,
            organ=Office.objects.get(pk=organ),
            gist=self.gist,
            second_signer=self._person(self.second),
            whole=self.whole,
        )
        return True

    def found(self, at: datetime) -> Case | None:
        """In which case it came up."""
        return next(iter(self.cases(TOWING, few=1, or_else=Q())), None)

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


class HandingOverWhole(HandingOver):
    """A report that is nothing but a clue: it leaves the loop with the second signature. The commission has told the outcome; the office is
    about to conclude."""

    gist = "有人举报个别工作人员在项目验收中索要好处，写明了时间、地点和经手人。"
    whole = True

    def plan(self, life: Life) -> None:
        self.begin(life, 24, self.draft)
        self.on(life, 23, self.sign)
        self.on(life, 22, self.receive)
        self.on(life, 1.5, self.answer)

    def found(self, at: datetime) -> Case | None:
        """It came in on the leaders' message board, sealed, and was judged the same morning."""
        case = receive_case(
            by=self.office(Role.INTAKE),
            at=at,
            title="反映验收中索要好处",
            content="项目验收时，有人暗示要表示一下，否则就拖着不签字。愿意当面说明，请为我保密。",
            programme="MESSAGE_BOARD",
            channel="PORTAL",
            request_type=RequestType.REPORT,
            identity=Identity.SEALED,
            reporter=Outsider(name=person_name(self.world.rng), phone=phone(self.world.rng)),
        )
        return accept_case(case=case, by=self.office(Role.OFFICE), at=at)

    def answer(self, at: datetime) -> None:
        self.clue = actions.answer_clue(
            discipline_clue=self.clue,
            by=self.world.actor(self.clue.organ_id, Role.INSPECTOR),
            at=at,
            outcome="反映的问题基本属实，已对有关人员作出处理，并督促单位重新验收。",
        )
