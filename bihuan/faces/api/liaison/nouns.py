"""The nouns of 十问十帮 as the API knows them: each with its gate, its verbs, and what a row of it says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from bihuan.domain.liaison import queries, verbs
from bihuan.domain.liaison.choices import (
    UPCOMING,
    EditionState,
    HelpState,
    NeedState,
    PairingState,
    PlanState,
    ProjectState,
    PromiseState,
    RequestState,
    VisitState,
)
from bihuan.domain.liaison.models import (
    Edition,
    Help,
    Need,
    Pairing,
    PairingPlan,
    Project,
    Promise,
    StewardRequest,
    Visit,
)
from bihuan.domain.liaison.queries.questions import edition_facts
from bihuan.domain.liaison.rules.questions import EditionFacts
from bihuan.faces.api.liaison import shapes
from bihuan.faces.api.nouns import ApiNoun, state_of
from bihuan.faces.api.reading import Row
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.clock import now
from bihuan.kernel.states import StateCodes
from bihuan.kernel.verbs import VerbTable

READ, ACT = "liaison:read", "liaison:act"


@dataclass(frozen=True, slots=True)
class Listed:
    """A noun with its list. open: which rows are still at work. related, many: what its row reads. firm: how it names a firm; empty: not at all."""

    noun: ApiNoun
    shape: type[Row]
    states: type[StateCodes]
    visible: Callable[[Actor], QuerySet[Any]]
    tell: Callable[[Any], dict[str, Any]]
    open: Q
    related: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    firm: str = "enterprise"

    @property
    def name(self) -> str:
        return self.noun.path.removeprefix("liaison/")

    def row(self, thing: Any) -> dict[str, Any]:
        """What a list and an answer say of it."""
        return state_of(thing) | {"state_label": self.states(thing.state).label} | self.tell(thing)


def _pairing(pairing: Pairing) -> dict[str, Any]:
    return {
        "enterprise": pairing.enterprise.code,
        "steward": pairing.steward_name,
        "office": pairing.office.code,
        "reason": pairing.reason,
        "from_on": pairing.from_on,
        "ended_on": pairing.ended_on,
    }


def _plan(plan: PairingPlan) -> dict[str, Any]:
    counts = {
        key: getattr(plan, key) for key in ("firms", "stewards", "kept", "new", "changed", "short", "out")
    }
    times = {"made_at": plan.made_at, "activated_at": plan.activated_at}
    return {"office": plan.office.code, "year": plan.year} | counts | times


def _request(request: StewardRequest) -> dict[str, Any]:
    return {
        "enterprise": request.pairing.enterprise.code,
        "asked_at": request.asked_at,
        "decided_at": request.decided_at,
    }


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "enterprise": visit.enterprise.code,
        "kind": visit.kind,
        "visitor": visit.visitor.name,
        "office": visit.visitor_office.code,
        "bureaus": [bureau.office.code for bureau in visit.bureaus.all()],
        "purpose": visit.purpose,
        "planned_for": visit.planned_for,
        "announced_at": visit.announced_at,
        "done_at": visit.done_at,
    }


def _promise(promise: Promise) -> dict[str, Any]:
    return {
        "enterprise": promise.enterprise.code,
        "holder": promise.holder.name,
        "due_on": promise.due_on,
        "ended_at": promise.ended_at,
    }


def _need(need: Need) -> dict[str, Any]:
    return {
        "enterprise": need.enterprise.code,
        "aspect": need.aspect,
        "steward": need.steward.name if need.steward else "",
        "raised_at": need.raised_at,
        "ended_at": need.ended_at,
    }


def _help(help: Help) -> dict[str, Any]:
    texts = ("aspect", "name", "measure", "condition", "ceiling", "document", "from_on", "ended_on")
    return {key: getattr(help, key) for key in texts} | {"provider": help.provider.code}


def _project(project: Project) -> dict[str, Any]:
    return {
        "enterprise": project.enterprise.code,
        "name": project.name,
        "is_big": project.is_big,
        "stages": [stage.stage for stage in project.stages.all()],
        "opened_at": project.opened_at,
        "ended_at": project.ended_at,
    }


def _edition_facts(edition: Edition, actor: Actor) -> EditionFacts:
    return edition_facts(edition, on=day_of(now()))


def _edition(edition: Edition) -> dict[str, Any]:
    questions = list(edition.questions.all())
    said = {"name": edition.name, "document": edition.document, "from_on": edition.from_on}
    return said | {"questions": questions}


def _noun(
    path: str,
    label: str,
    table: VerbTable,
    find: Callable[[Actor, str], Any],
    facts: Callable[[Any, Actor], Any],
) -> ApiNoun:
    return ApiNoun(table, f"liaison/{path}", ACT, find, facts, label=label)


LISTED = (
    Listed(
        _noun("pairings", "结对", verbs.PAIRING_VERBS, queries.pairing_for, queries.pairing_facts),
        shapes.PairingRow, PairingState, queries.pairings_visible_to, _pairing,
        open=Q(ended_on=None), related=("enterprise", "office"),
    ),
    Listed(
        _noun("plans", "结对方案", verbs.PLAN_VERBS, queries.plan_for, queries.plan_facts),
        shapes.PlanRow, PlanState, queries.plans_visible_to, _plan,
        open=Q(state__in=[PlanState.DRAFT, PlanState.ASKED, PlanState.ACTIVATING]), related=("office",), firm="",
    ),
    Listed(
        _noun("requests", "更换店小二申请", verbs.REQUEST_VERBS, queries.request_for, queries.request_facts),
        shapes.RequestRow, RequestState, queries.requests_visible_to, _request,
        open=Q(state=RequestState.ASKED), related=("pairing__enterprise",), firm="pairing__enterprise",
    ),
    Listed(
        _noun("visits", "走访", verbs.VISIT_VERBS, queries.visit_for, queries.visit_facts),
        shapes.VisitRow, VisitState, queries.visits_visible_to, _visit,
        open=Q(state__in=sorted(UPCOMING)), related=("enterprise", "visitor", "visitor_office"), many=("bureaus__office",),
    ),
    Listed(
        _noun("promises", "走访承诺", verbs.PROMISE_VERBS, queries.promise_for, queries.promise_facts),
        shapes.PromiseRow, PromiseState, queries.promises_visible_to, _promise,
        open=Q(state=PromiseState.OPEN), related=("enterprise", "holder"),
    ),
    Listed(
        _noun("needs", "企业问题", verbs.NEED_VERBS, queries.need_for, queries.need_facts),
        shapes.NeedRow, NeedState, queries.needs_visible_to, _need,
        open=Q(case__ended_at=None), related=("enterprise", "case", "steward"),
    ),
    Listed(
        _noun("helps", "帮扶措施", verbs.HELP_VERBS, queries.help_for, queries.help_facts),
        shapes.HelpRow, HelpState, queries.helps_visible_to, _help,
        open=Q(ended_on=None), related=("provider",), firm="",
    ),
    Listed(
        _noun("projects", "项目", verbs.PROJECT_VERBS, queries.project_for, queries.project_facts),
        shapes.ProjectRow, ProjectState, queries.projects_visible_to, _project,
        open=Q(ended_at=None), related=("enterprise",), many=("stages",),
    ),
    Listed(
        _noun("editions", "十问版本", verbs.EDITION_VERBS, queries.edition_for, _edition_facts),
        shapes.EditionRow, EditionState, queries.editions_visible_to, _edition,
        open=Q(state=EditionState.DRAFT), many=("questions",), firm="",
    ),
)  # fmt: skip
BY_NAME = {one.name: one for one in LISTED}
