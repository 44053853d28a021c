"""Rosters, sittings, walks, findings, tasks, logs: lists, one by its number, what begins them, and an endpoint per row of their verb tables."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import File, Form, Query, Router, UploadedFile
from pydantic import Field

from bihuan.domain.organisations.queries import office_for
from bihuan.domain.services.queries import item_for
from bihuan.domain.walkthroughs import actions, queries, verbs
from bihuan.domain.walkthroughs.queries.limits import too_large
from bihuan.faces.api.auth import needs
from bihuan.faces.api.inputs import Strict
from bihuan.faces.api.listed import Listed, Row, add_listed
from bihuan.faces.api.nouns import ApiNoun, nouns_of, page_of, state_of
from bihuan.faces.api.problems import FORMS
from bihuan.faces.api.requests import KEY_HEADER, described, once_for
from bihuan.faces.api.shapes import Paging, ThingDone
from bihuan.faces.api.verbs import Key, Line, begins
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Malformed
from bihuan.kernel.submissions.fingerprints import fingerprint
from bihuan.kernel.verbs import Verb

READ, ACT = "walkthroughs:read", "walkthroughs:act"
router = Router(tags=["walkthroughs"])
NOUN = nouns_of(ACT)


class OutingRow(Row):
    """One of them in a list; what was said stands on the workbench's page, for those who may read it."""

    unit: str
    opened_at: datetime
    ended_at: datetime | None


def _told(thing: Any) -> dict[str, Any]:
    return {"unit": thing.unit.code, "opened_at": thing.opened_at, "ended_at": thing.ended_at}


def _listed(noun: ApiNoun, visible: Callable[[Actor], QuerySet[Any]], begin: Verb | None = None) -> Listed:
    return Listed(noun=noun, shape=OutingRow, visible=visible, tell=_told, related=("unit",), begin=begin)


LOGS = NOUN("handling-logs", "办件日志", verbs.HANDLING_LOG_VERBS, queries.log_for, queries.log_facts)
LISTED = (
    _listed(
        NOUN("rosters", "坐窗口排班", verbs.ROSTER_VERBS, queries.roster_for, queries.roster_facts),
        queries.rosters_visible_to, begins("编排班表", actions.draft_roster),
    ),
    _listed(
        NOUN("sittings", "坐窗口", verbs.SITTING_VERBS, queries.sitting_for, queries.sitting_facts),
        queries.sittings_visible_to, begins("开始坐窗口", actions.start_sitting),
    ),
    _listed(
        NOUN("walks", "走流程", verbs.WALK_VERBS, queries.walk_for, queries.walk_facts),
        queries.walks_visible_to, begins("开始走流程", actions.start_walk),
    ),
    _listed(
        NOUN("findings", "发现的问题", verbs.FINDING_VERBS, queries.finding_for, queries.finding_facts),
        queries.findings_visible_to,
    ),
    _listed(
        NOUN("walk-tasks", "走流程任务", verbs.WALK_TASK_VERBS, queries.task_for, queries.task_facts),
        queries.tasks_visible_to,
    ),
    _listed(LOGS, queries.logs_visible_to),
)  # fmt: skip


def _list(listed: Listed) -> Callable[..., Any]:
    def list_things(request: Request, paging: Query[Paging]) -> dict[str, Any]:
        return page_of(listed.rows(needs(request, READ)), paging, listed.row)

    return list_things


for _one in LISTED:
    add_listed(router, _one, scope=READ, list_rows=_list(_one))


class LogMade(ThingDone):
    """What was read; of what was left out, the first lines with the reason."""

    handlings: int
    events: int
    refused: int
    examples: list[str]


class LogIn(Strict):
    """unit: the code of the office whose log it is. item: the code of the item, where it is about one."""

    title: Annotated[Line, Field(min_length=1)]
    unit: Key
    item: Line = ""


@router.post(
    "/handling-logs",
    response={201: LogMade},
    summary="导入办件日志",
    operation_id="keep_log",
    openapi_extra=described(FORMS, KEY_HEADER),
)
def keep_log(request: Request, file: File[UploadedFile], payload: Form[LogIn]) -> tuple[int, dict[str, Any]]:
    """A CSV with its columns, as on the page; refused as a whole where nothing holds."""
    actor = needs(request, ACT)
    if sentence := too_large(file.size or 0, request.at):
        raise Malformed("too_large", sentence, fields={"file": sentence})
    unit = office_for(actor, payload.unit)
    item = item_for(actor, payload.item) if payload.item else None

    def do() -> dict[str, Any]:
        log, read = actions.keep_log(
            by=actor, at=request.at, unit=unit, title=payload.title, file=file, item=item
        )
        said = {"handlings": log.handlings, "events": log.events, "refused": log.refused}
        return state_of(log) | said | {"examples": [f"第 {one.line} 行{one.why}" for one in read.examples]}

    made = once_for(request, actor, do, asked=_asked(request, file, payload))
    return 201, made | {"links": LOGS.links_after(made["number"], actor)}


def _asked(request: Request, file: UploadedFile, payload: LogIn) -> str:
    """Whether two uploads with one key are the same: the form's words and the file's content."""
    content = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return fingerprint({"path": request.path, "file": content} | payload.model_dump())
