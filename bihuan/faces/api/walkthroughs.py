"""Rosters, sittings, walks, findings, tasks: lists, one by its number, and an endpoint per row of their verb tables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from bihuan.domain.walkthroughs import queries, verbs
from bihuan.faces.api.auth import needs
from bihuan.faces.api.problems import READS, WRITES
from bihuan.faces.api.requests import (
    KEY_HEADER,
    SEEN_HEADER,
    actor_key,
    described,
    fingerprint_of,
    seen_of,
    with_etag,
)
from bihuan.faces.api.shapes import Link
from bihuan.faces.api.verbs import body_of, inputs_from
from bihuan.faces.shared.paging import keyset_page
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor
from bihuan.kernel.submissions import once
from bihuan.kernel.verbs import Verb, VerbTable

READ, ACT = "walkthroughs:read", "walkthroughs:act"
router = Router(tags=["walkthroughs"])


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


class ThingPage(Schema):
    """A cursor page: follow `next` until it is empty."""

    items: list[ThingRow]
    next: str
    previous: str
    total: str


class ThingDone(Schema):
    """After a verb: where the thing is now, and which version that is."""

    number: str
    state: str
    version: int
    links: list[Link]


class Cursor(Schema):
    cursor: str = Field("", max_length=300)
    limit: int = Field(50, ge=1, le=100)


@dataclass(frozen=True, slots=True)
class Noun:
    """What the API knows of one kind: its place in addresses, its gate, its verbs."""

    path: str
    label: str
    table: VerbTable
    visible: Callable[[Actor], QuerySet[Any]]
    find: Callable[[Actor, str], Any]
    facts: Callable[[Any, Actor], Any]

    def row(self, thing: Any) -> dict[str, Any]:
        return {
            "number": thing.number,
            "state": thing.state,
            "state_label": thing.get_state_display(),
            "unit": thing.unit.code,
            "opened_at": thing.opened_at,
            "ended_at": thing.ended_at,
            "version": thing.version,
        }

    def links(self, thing: Any, actor: Actor) -> list[dict[str, str]]:
        """Itself, and every verb that this actor may do now: the same `may` as the buttons and the actions."""
        here = f"/api/v1/{self.path}/{thing.number}"
        answers = self.table.answers(self.facts(thing, actor), actor)
        allowed = [verb for verb, refusal in answers if refusal is None]
        return [
            {"rel": "self", "href": here},
            *({"rel": verb.code, "href": f"{here}/{verb.slug}", "title": verb.label} for verb in allowed),
        ]


NOUNS = (
    Noun("rosters", "坐窗口排班", verbs.ROSTER_VERBS, queries.rosters_visible_to, queries.roster_for, queries.roster_facts),
    Noun("sittings", "坐窗口", verbs.SITTING_VERBS, queries.sittings_visible_to, queries.sitting_for, queries.sitting_facts),
    Noun("walks", "走流程", verbs.WALK_VERBS, queries.walks_visible_to, queries.walk_for, queries.walk_facts),
    Noun("findings", "发现的问题", verbs.FINDING_VERBS, queries.findings_visible_to, queries.finding_for, queries.finding_facts),
    Noun("walk-tasks", "走流程任务", verbs.WALK_TASK_VERBS, queries.tasks_visible_to, queries.task_for, queries.task_facts),
    Noun("handling-logs", "办件日志", verbs.HANDLING_LOG_VERBS, queries.logs_visible_to, queries.log_for, queries.log_facts),
)  # fmt: skip


def _list(noun: Noun) -> Callable[..., Any]:
    def list_things(request: Request, filters: Query[Cursor]) -> dict[str, Any]:
        actor = needs(request, READ)
        found = noun.visible(actor).select_related("unit")
        page = keyset_page(found, order=("-id",), cursor=filters.cursor, size=filters.limit)
        rows = [noun.row(thing) for thing in page]
        return {"items": rows, "next": page.next, "previous": page.previous, "total": page.total}

    return list_things


def _read(noun: Noun) -> Callable[..., Any]:
    def read_thing(request: Request, response: HttpResponse, number: str) -> dict[str, Any]:
        actor = needs(request, READ)
        thing = noun.find(actor, number)
        with_etag(response, thing.version)
        return noun.row(thing) | {"links": noun.links(thing, actor)}

    return read_thing


def _act(noun: Noun, verb: Verb) -> Callable[..., Any]:
    def act(request: Request, response: HttpResponse, number: str, payload: Any) -> dict[str, Any]:
        actor = needs(request, ACT)
        thing, seen = noun.find(actor, number), seen_of(request)
        inputs = inputs_from(verb, payload, actor)
        key = (
            request.headers.get("Idempotency-Key", "").strip()
            or f"{noun.table.noun}.{verb.code}:{number}:{seen}:{fingerprint_of(request)}"
        )

        def do() -> dict[str, Any]:
            given = {noun.table.noun: thing, "by": actor, "at": request.at, "seen": seen}
            return _done(verb.action(**given, **inputs))

        done = once(
            key=key[:128], actor=actor_key(actor), fingerprint=fingerprint_of(request), at=request.at, do=do
        )
        with_etag(response, done["version"])
        return done | {"links": noun.links(noun.find(actor, number), actor)}

    act.__annotations__ = {
        "request": Request,
        "response": HttpResponse,
        "number": str,
        "payload": _body(noun, verb),
    }
    return act


def _body(noun: Noun, verb: Verb) -> Any:
    """A name of its own: two nouns have verbs of the same code."""
    body = body_of(verb)
    body.__name__ = f"{noun.table.noun.title().replace('_', '')}{body.__name__}"
    return body


def _done(thing: Any) -> dict[str, Any]:
    return {"number": thing.number, "state": thing.state, "version": thing.version}


for _noun in NOUNS:
    _code = _noun.path.replace("-", "_")
    router.get(
        f"/{_noun.path}",
        response=ThingPage,
        summary=f"{_noun.label}：列表",
        operation_id=f"list_{_code}",
        openapi_extra=READS,
    )(_list(_noun))
    router.get(
        f"/{_noun.path}/{{number}}",
        response=ThingOut,
        summary=f"{_noun.label}：一项",
        operation_id=f"read_{_code}",
        openapi_extra=described(READS, etag=200),
    )(_read(_noun))
    for _verb in _noun.table:
        router.post(
            f"/{_noun.path}/{{number}}/{_verb.slug}",
            response=ThingDone,
            summary=f"{_noun.label}：{_verb.label}",
            description=_verb.sentence,
            operation_id=f"{_code}_{_verb.code}",
            openapi_extra=described(WRITES, SEEN_HEADER, KEY_HEADER, etag=200),
        )(_act(_noun, _verb))
