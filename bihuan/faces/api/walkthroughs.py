"""Rosters, sittings, walks, findings, tasks: lists, one by its number, and an endpoint per row of their verb tables."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from ninja import Query, Router, Schema

from bihuan.domain.walkthroughs import queries, verbs
from bihuan.faces.api.auth import needs
from bihuan.faces.api.nouns import ApiNoun, page_of, reading, state_of
from bihuan.faces.api.problems import READS
from bihuan.faces.api.requests import described
from bihuan.faces.api.shapes import CursorPage, Link, Paging
from bihuan.faces.api.verbs import add_verbs
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor
from bihuan.kernel.verbs import VerbTable

READ, ACT = "walkthroughs:read", "walkthroughs:act"
router = Router(tags=["walkthroughs"])
Visible = Callable[[Actor], QuerySet[Any]]
Find = Callable[[Actor, str], Any]
Facts = Callable[[Any, Actor], Any]


class ThingRow(Schema):
    """One of them in a list; what was said stands on the workbench's page, for those who may read it."""

    number: str
    state: str
    state_label: str
    unit: str
    opened_at: datetime
    ended_at: datetime | None
    version: int


class ThingOut(ThingRow):
    links: list[Link]


class ThingPage(CursorPage):
    items: list[ThingRow]


def _noun(path: str, label: str, table: VerbTable, find: Find, facts: Facts) -> ApiNoun:
    return ApiNoun(table, path, ACT, find, facts, label=label)


# Each with what of it this actor sees.
NOUNS = (
    (_noun("rosters", "坐窗口排班", verbs.ROSTER_VERBS, queries.roster_for, queries.roster_facts), queries.rosters_visible_to),
    (_noun("sittings", "坐窗口", verbs.SITTING_VERBS, queries.sitting_for, queries.sitting_facts), queries.sittings_visible_to),
    (_noun("walks", "走流程", verbs.WALK_VERBS, queries.walk_for, queries.walk_facts), queries.walks_visible_to),
    (_noun("findings", "发现的问题", verbs.FINDING_VERBS, queries.finding_for, queries.finding_facts), queries.findings_visible_to),
    (_noun("walk-tasks", "走流程任务", verbs.WALK_TASK_VERBS, queries.task_for, queries.task_facts), queries.tasks_visible_to),
    (_noun("handling-logs", "办件日志", verbs.HANDLING_LOG_VERBS, queries.log_for, queries.log_facts), queries.logs_visible_to),
)  # fmt: skip


def _row(thing: Any) -> dict[str, Any]:
    return state_of(thing) | {
        "state_label": thing.get_state_display(),
        "unit": thing.unit.code,
        "opened_at": thing.opened_at,
        "ended_at": thing.ended_at,
    }


def _list(visible: Visible) -> Callable[..., Any]:
    def list_things(request: Request, paging: Query[Paging]) -> dict[str, Any]:
        return page_of(visible(needs(request, READ)).select_related("unit"), paging, _row)

    return list_things


for _one, _visible in NOUNS:
    _code = _one.path.replace("-", "_")
    router.get(
        f"/{_one.path}",
        response=ThingPage,
        summary=f"{_one.label}：列表",
        operation_id=f"list_{_code}",
        openapi_extra=READS,
    )(_list(_visible))
    router.get(
        f"/{_one.path}/{{number}}",
        response=ThingOut,
        summary=f"{_one.label}：一项",
        operation_id=f"read_{_code}",
        openapi_extra=described(READS, etag=200),
    )(reading(_one, READ, _row))
    add_verbs(router, _one)
