"""The nouns of 十问十帮 that have a list and a page of their own, told in the same words as remedies are."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db.models import Q

from bihuan.domain.liaison import queries
from bihuan.domain.liaison.choices import (
    UPCOMING,
    NeedState,
    PlanState,
    ProjectState,
    RequestState,
    VisitState,
)
from bihuan.domain.liaison.queries.gates import OVERSEERS
from bihuan.domain.liaison.rules.visits import VISITORS
from bihuan.domain.liaison.verbs import (
    NEED_VERBS,
    PLAN_VERBS,
    PROJECT_VERBS,
    REQUEST_VERBS,
    VISIT_VERBS,
)
from bihuan.domain.organisations.choices import Role
from bihuan.faces.workbench.liaison import needs, plans, projects, requests, visits
from bihuan.faces.workbench.names import office_words
from bihuan.faces.workbench.remedies.kinds import Kind

DECIDERS = (Role.OFFICE, Role.ARBITER)


def _project_state(rows: Any, state: str) -> Any:
    return rows.filter(ended_at__isnull=state == ProjectState.RUNNING)


@cache
def kinds() -> Mapping[str, Kind]:
    """By slug, in the order in which they stand on the left."""
    rows = (
        Kind(
            table=VISIT_VERBS,
            slug="visits",
            label="走访",
            icon="walk",
            lead="问什么、帮什么有章法：先说上次的承诺，再问十问，问题当场登记。各单位的走访合在一起算，不重复打扰。",
            empty="计划的和做过的走访会出现在这里。",
            states=VisitState,
            visible=queries.visits_visible_to,
            find=queries.visit_for,
            facts=queries.visit_facts,
            show=visits.show,
            title=visits.title,
            who=lambda visit: f"{visit.visitor.name} · {office_words(visit.visitor_office)}",
            related=("enterprise", "visitor", "visitor_office__unit", "visitor_office__desk__unit"),
            on_page=(
                "enterprise",
                "visitor",
                "visitor_office__unit",
                "visitor_office__desk__unit",
                "answer",
                "summary",
                "edition",
            ),
            words=("number__startswith", "enterprise__name__icontains", "purpose__icontains"),
            roles=VISITORS,
            opening="计划走访",
            open=Q(state__in=sorted(UPCOMING)),
            began="计划时间",
        ),
        Kind(
            table=NEED_VERBS,
            slug="needs",
            label="企业问题",
            icon="message-2",
            lead="企业的每个问题都是一张工单；店小二另外选一项帮扶措施，或说明都不合适。",
            empty="企业提出的问题会出现在这里。",
            states=NeedState,
            visible=queries.needs_visible_to,
            find=queries.need_for,
            facts=queries.need_facts,
            show=needs.show,
            title=needs.title,
            who=lambda need: need.steward.name if need.steward else "还没有店小二",
            related=("enterprise", "case", "steward"),
            on_page=("enterprise", "case__office", "steward", "visit"),
            words=("case__number__startswith", "enterprise__name__icontains"),
            roles=(Role.STEWARD, *OVERSEERS),
            opening="提出问题",
            by="case__number",
            open=Q(case__ended_at=None),
            began="提出",
        ),
        Kind(
            table=PROJECT_VERBS,
            slug="projects",
            label="项目",
            icon="building-factory-2",
            lead="从落地、建成、投产、进规，到称号和奖励：一条线走到底，各单位一起上门。",
            empty="登记的项目会出现在这里。",
            states=ProjectState,
            visible=queries.projects_visible_to,
            find=queries.project_for,
            facts=queries.project_facts,
            show=projects.show,
            title=lambda project: f"{project.enterprise.name} · {project.name}",
            who=lambda project: "在建重大项目" if project.is_big else "一般项目",
            related=("enterprise",),
            on_page=("enterprise", "office"),
            words=("number__startswith", "name__icontains", "enterprise__name__icontains"),
            roles=(Role.STEWARD, *OVERSEERS),
            opening="登记项目",
            in_state=_project_state,
        ),
        Kind(
            table=PLAN_VERBS,
            slug="pairing-plans",
            label="结对方案",
            icon="arrows-shuffle",
            lead="每家规上企业、新进规企业和在建重大项目，恰好一名店小二。先预览换谁、为什么，另一人批准后照此启用。",
            empty="生成的方案会出现在这里。",
            states=PlanState,
            visible=queries.plans_visible_to,
            find=queries.plan_for,
            facts=queries.plan_facts,
            show=plans.show,
            title=plans.title,
            who=lambda plan: f"换人 {plan.changed}，缺人 {plan.short}",
            related=("office",),
            on_page=("office__unit", "office__desk__unit", "reason"),
            words=("number__startswith",),
            roles=OVERSEERS,
            opening="生成方案",
            closed=True,
            open=Q(state__in=[PlanState.DRAFT, PlanState.ASKED, PlanState.ACTIVATING]),
            began="生成",
        ),
        Kind(
            table=REQUEST_VERBS,
            slug="steward-requests",
            label="更换申请",
            icon="user-question",
            lead="企业申请更换店小二。理由只有双优化办看得到，店小二只会看到“调整”。",
            empty="企业的申请会出现在这里。",
            states=RequestState,
            visible=queries.requests_visible_to,
            find=queries.request_for,
            facts=queries.request_facts,
            show=requests.show,
            title=requests.title,
            who=lambda request: request.pairing.steward_name,
            related=("pairing__enterprise",),
            on_page=("pairing__enterprise", "reason", "answer"),
            words=("number__startswith", "pairing__enterprise__name__icontains"),
            roles=DECIDERS,
            opening="",
            closed=True,
            open=Q(state=RequestState.ASKED),
            began="提出",
        ),
    )
    return {kind.slug: kind for kind in rows}
