"""收集 and 研判: a case comes in and is judged."""

from datetime import datetime, timedelta

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import (
    Boundary,
    Identity,
    State,
)
from bihuan.domain.cases.models import Case
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.knowledge.models import KnowledgeEntry
from bihuan.domain.liaison.actions.raising import PROGRAMME
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.kernel.access import Actor
from bihuan.simulation.liaison.needing import firm_of, raise_matter
from bihuan.simulation.plans import Fate
from bihuan.simulation.steps.walking import Walking
from bihuan.simulation.words import person_name, phone

PUBLIC = Actor.public("portal")
ENDED_BY_THE_OFFICE = {Fate.MERGED: "merge", Fate.VOID: "void"}


class Arriving(Walking):
    """From the report to the acceptance, or to what ends it there."""

    def register(self, at: datetime) -> None:
        office = self.unit.office.area if self.unit.office.area_id else self.world.city
        assert office is not None  # every unit lies in an area
        firm = firm_of(self.world, self.matter) if self.matter.firm and self.world.firms else None
        by = PUBLIC if self.channel == "PORTAL" else self.by(office.pk, Role.INTAKE)
        if firm is not None and self.programme == PROGRAMME:
            self.case = raise_matter(
                self.world,
                self.life,
                self.matter,
                firm=firm,
                office=office,
                channel=self.channel,
                else_by=by,
                at=at,
            ).case
        else:
            self.case = self._received(firm, office, by, at)
        after = {Fate.DECLINED: "decline", Fate.TRANSFERRED: "transfer", Fate.ANSWERED: "answer"}.get(
            self.fate, "accept"
        )
        if self.fate is Fate.OPEN_NEW:
            return
        self.then(at, after, 20, 240, ours=True)

    def _received(self, firm: Enterprise | None, office: Office, by: Actor, at: datetime) -> Case:
        return actions.receive_case(
            by=by,
            at=at,
            title=self.matter.title,
            content=self.matter.content,
            programme=self.programme,
            channel=self.channel,
            request_type=self.request_type,
            identity=Identity.SEALED if self.sealed else Identity.NAMED,
            reporter=actions.Outsider(name=person_name(self.rng), phone=phone(self.rng)),
            enterprise=firm,
            region=self.unit.office.region,
            office=office,
            category=self.matter.category,
            respondent=self.unit.office if self.matter.conduct else None,
            about_conduct=False,
        )

    def accept(self, at: datetime) -> None:
        case = self.case
        assert case is not None  # registered
        self.case = actions.accept_case(
            case=case, by=self.by(self.area, Role.OFFICE), at=at, difficulty=self.difficulty
        )
        if self.fate is Fate.WITHDRAWN:
            return self.then(at, "withdraw", 60, 900, ours=True)
        if self.fate in ENDED_BY_THE_OFFICE:
            return self.then(at, ENDED_BY_THE_OFFICE[self.fate], 20, 200, ours=True)
        if self.sealed:
            self.restate(at + timedelta(minutes=3))
        if self.fate is not Fate.OPEN_ACCEPTED:
            self.then(at, "dispatch", 15, 180, ours=True)
        return None

    def restate(self, at: datetime) -> None:
        assert self.case is not None  # accepted
        self.case = actions.restate_case(
            case=self.case,
            by=self.by(self.area, Role.OFFICE),
            at=at,
            title=f"关于{self.matter.category.split('/')[1]}的反映",
            restatement=f"有人反映{self.matter.category.split('/')[-1]}方面的问题，请核实并依规处理。",
        )

    def decline(self, at: datetime) -> None:
        assert self.case is not None  # registered
        actions.decline_case(
            case=self.case,
            by=self.by(self.area, Role.OFFICE),
            at=at,
            basis=Boundary.LITIGATION,
            explanation="此事法院已经立案，请按诉讼程序办理；判决后执行中的服务问题可以再向我们反映。",
        )

    def transfer(self, at: datetime) -> None:
        assert self.case is not None  # registered
        actions.transfer_case(
            case=self.case,
            by=self.by(self.area, Role.OFFICE),
            at=at,
            basis=Boundary.STATUTORY,
            organ="市场监管 12315",
            acceptance_number=f"12315-{self.rng.randrange(100_000, 999_999)}",
            explanation="消费投诉有法定程序，已移送 12315，凭受理编号查询。",
        )

    def answer(self, at: datetime) -> None:
        assert self.case is not None  # registered
        entry = self.rng.choice(list(KnowledgeEntry.objects.order_by("id")))
        actions.reply_case(
            case=self.case, by=self.by(self.area, Role.INTAKE), at=at, reply=entry.answer, entry=entry
        )

    def merge(self, at: datetime) -> None:
        """Into the newest that is being handled here; where there is none it goes its own way."""
        assert self.case is not None  # accepted
        here = Case.objects.filter(office=self.area, state=State.HANDLING, identity=Identity.NAMED)
        lead = here.filter(round=1, suspended_at=None).order_by("-id").first()
        if lead is None:
            return self.then(at, "dispatch", 15, 180, ours=True)
        actions.merge_case(case=self.case, by=self.by(self.area, Role.OFFICE), at=at, lead=lead)
        return None

    def void(self, at: datetime) -> None:
        assert self.case is not None  # accepted
        actions.void_case(
            case=self.case,
            by=self.by(self.area, Role.OFFICE),
            at=at,
            reason="同一次来电登记了两遍，以另一件为准。",
        )

    def withdraw(self, at: datetime) -> None:
        assert self.case is not None  # accepted
        actions.withdraw_case(
            case=self.case, by=Actor.receipt(str(self.case.subject)), at=at, reason="已经自己解决了。"
        )
