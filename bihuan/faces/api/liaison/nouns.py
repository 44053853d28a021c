"""The nouns of 十问十帮 as the API knows them: each with its gate, its verbs, and what a row of it says."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from bihuan.domain.liaison import actions, queries, verbs
from bihuan.domain.liaison.choices import (
    UPCOMING,
    EditionState,
    PlanState,
    PromiseState,
    RequestState,
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
from bihuan.faces.api.listed import Listed
from bihuan.faces.api.nouns import nouns_of
from bihuan.faces.api.verbs import begins
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.clock import now

READ, ACT = "liaison:read", "liaison:act"


NOUN = nouns_of(ACT, below="liaison")


@dataclass(frozen=True, slots=True, kw_only=True)
class LiaisonListed(Listed):
    """open: which rows are still at work. firm: how it names a firm; empty: not at all."""

    open: Q
    firm: str = "enterprise"


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


VISITS = LiaisonListed(
    noun=NOUN("visits", "走访", verbs.VISIT_VERBS, queries.visit_for, queries.visit_facts),
    shape=shapes.VisitRow, visible=queries.visits_visible_to, tell=_visit,
    open=Q(state__in=sorted(UPCOMING)), related=("enterprise", "visitor", "visitor_office"), many=("bureaus__office",),
    begin=begins("计划走访", actions.plan_visit),
)  # fmt: skip
LISTED = (
    LiaisonListed(
        noun=NOUN("pairings", "结对", verbs.PAIRING_VERBS, queries.pairing_for, queries.pairing_facts),
        shape=shapes.PairingRow, visible=queries.pairings_visible_to, tell=_pairing,
        open=Q(ended_on=None), related=("enterprise", "office"),
        begin=begins("指定店小二", actions.pair_by_hand),
    ),
    LiaisonListed(
        noun=NOUN("plans", "结对方案", verbs.PLAN_VERBS, queries.plan_for, queries.plan_facts),
        shape=shapes.PlanRow, visible=queries.plans_visible_to, tell=_plan,
        open=Q(state__in=[PlanState.DRAFT, PlanState.ASKED, PlanState.ACTIVATING]), related=("office",), firm="",
        begin=begins("生成方案", actions.make_plan),
    ),
    LiaisonListed(
        noun=NOUN("requests", "更换店小二申请", verbs.REQUEST_VERBS, queries.request_for, queries.request_facts),
        shape=shapes.RequestRow, visible=queries.requests_visible_to, tell=_request,
        open=Q(state=RequestState.ASKED), related=("pairing__enterprise",), firm="pairing__enterprise",
    ),
    VISITS,
    LiaisonListed(
        noun=NOUN("promises", "走访承诺", verbs.PROMISE_VERBS, queries.promise_for, queries.promise_facts),
        shape=shapes.PromiseRow, visible=queries.promises_visible_to, tell=_promise,
        open=Q(state=PromiseState.OPEN), related=("enterprise", "holder"),
    ),
    LiaisonListed(
        noun=NOUN("needs", "企业问题", verbs.NEED_VERBS, queries.need_for, queries.need_facts),
        shape=shapes.NeedRow, visible=queries.needs_visible_to, tell=_need,
        open=Q(case__ended_at=None), related=("enterprise", "case", "steward"),
        begin=begins("提出问题", actions.raise_need),
    ),
    LiaisonListed(
        noun=NOUN("helps", "帮扶措施", verbs.HELP_VERBS, queries.help_for, queries.help_facts),
        shape=shapes.HelpRow, visible=queries.helps_visible_to, tell=_help,
        open=Q(ended_on=None), related=("provider",), firm="",
        begin=begins("增加帮扶措施", actions.add_help),
    ),
    LiaisonListed(
        noun=NOUN("projects", "项目", verbs.PROJECT_VERBS, queries.project_for, queries.project_facts),
        shape=shapes.ProjectRow, visible=queries.projects_visible_to, tell=_project,
        open=Q(ended_at=None), related=("enterprise",), many=("stages",),
        begin=begins("登记项目", actions.open_project),
    ),
    LiaisonListed(
        noun=NOUN("editions", "十问版本", verbs.EDITION_VERBS, queries.edition_for, _edition_facts),
        shape=shapes.EditionRow, visible=queries.editions_visible_to, tell=_edition,
        open=Q(state=EditionState.DRAFT), many=("questions",), firm="",
        begin=begins("起草新版十问", actions.draft_edition),
    ),
)  # fmt: skip
