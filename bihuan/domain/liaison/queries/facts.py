"""From rows to what the rules may know."""

from bihuan.domain.liaison.choices import RequestState
from bihuan.domain.liaison.models import (
    Help,
    HelpOffer,
    Need,
    Pairing,
    PairingPlan,
    Project,
    Promise,
    StewardRequest,
    Visit,
)
from bihuan.domain.liaison.rules.helping import HelpFacts, NeedFacts, OfferFacts
from bihuan.domain.liaison.rules.pairings import PairingFacts, PlanFacts, RequestFacts
from bihuan.domain.liaison.rules.projects import ProjectFacts
from bihuan.domain.liaison.rules.visits import PromiseFacts, VisitFacts
from bihuan.kernel.access import Actor
from bihuan.kernel.tracked import hands_of


def visit_facts(visit: Visit, actor: Actor | None = None) -> VisitFacts:
    return VisitFacts(
        state=visit.state,
        kind=visit.kind,
        enterprise=visit.enterprise_id,
        office=visit.office_id,
        visitor=visit.visitor_id,
        visitor_office=visit.visitor_office_id,
        bureaus=frozenset(bureau.office_id for bureau in visit.bureaus.all()),
    )


def promise_facts(promise: Promise, actor: Actor | None = None) -> PromiseFacts:
    return PromiseFacts(state=promise.state, holder=promise.holder_id, enterprise=promise.enterprise_id)


def pairing_facts(pairing: Pairing, actor: Actor | None = None) -> PairingFacts:
    return PairingFacts(
        enterprise=pairing.enterprise_id,
        office=pairing.office_id,
        steward=pairing.steward_id,
        running=pairing.ended_on is None,
        asked=pairing.requests.filter(state=RequestState.ASKED).exists(),
    )


def request_facts(request: StewardRequest, actor: Actor | None = None) -> RequestFacts:
    return RequestFacts(
        state=request.state,
        office=request.office_id,
        enterprise=request.pairing.enterprise_id,
        steward=request.pairing.steward_id,
    )


def plan_facts(plan: PairingPlan, actor: Actor | None = None) -> PlanFacts:
    return PlanFacts(
        state=plan.state, office=plan.office_id, rows=plan.firms + plan.out, hands=hands_of(plan)
    )


def need_facts(need: Need, actor: Actor | None = None) -> NeedFacts:
    return NeedFacts(
        enterprise=need.enterprise_id,
        office=need.case.office_id,
        steward=need.steward_id,
        open=need.case.ended_at is None,
        offers=frozenset(need.offers.values_list("state", flat=True)),
    )


def offer_facts(offer: HelpOffer, actor: Actor | None = None) -> OfferFacts:
    return OfferFacts(
        state=offer.state,
        enterprise=offer.need.enterprise_id,
        office=offer.need.case.office_id,
        steward=offer.need.steward_id,
    )


def help_facts(help: Help, actor: Actor | None = None) -> HelpFacts:
    return HelpFacts(office=help.office_id, ended=help.ended_on is not None)


def project_facts(project: Project, actor: Actor | None = None) -> ProjectFacts:
    pairing = Pairing.objects.filter(enterprise=project.enterprise_id, ended_on=None).first()
    return ProjectFacts(
        office=project.office_id,
        steward=pairing.steward_id if pairing else None,
        running=project.ended_at is None,
    )
