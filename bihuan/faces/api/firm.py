"""What a firm's own program does: the same cases, the same words and the same verbs as the firm's pages. Its key belongs to a contact of
the firm and ends with that contact."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from bihuan.domain.cases.actions import Outsider, receive_case
from bihuan.domain.cases.choices import Identity, RequestType, State
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import case_for, facts_of
from bihuan.domain.cases.queries.receipt import offices_of, standing_of, standing_words
from bihuan.domain.cases.queries.search import CaseSearch, search_cases
from bihuan.domain.cases.queries.sight import seen_of
from bihuan.domain.cases.rules.identity import OUTSIDE
from bihuan.domain.cases.verbs import CASE_VERBS
from bihuan.domain.enterprises.queries import signed_in_contact
from bihuan.domain.liaison.actions import add_need
from bihuan.faces.api.auth import needs
from bihuan.faces.api.inputs import AnyCase, Strict
from bihuan.faces.api.nouns import ApiNoun
from bihuan.faces.api.problems import MAKES, READS
from bihuan.faces.api.requests import (
    KEY_HEADER,
    described,
    once_for,
    with_etag,
)
from bihuan.faces.api.shapes import Done, Link
from bihuan.faces.api.verbs import add_verbs
from bihuan.faces.shared.paging import keyset_page
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed

router = Router(tags=["firm"])
# The reporter's verbs, as the firm's pages have them.
VERBS = ("add", "remind", "rate", "say_not_solved", "ask_again", "turn_into_case", "seal", "withdraw")
CASES = ApiNoun(
    replace(CASE_VERBS, verbs=tuple(CASE_VERBS.get(code) for code in VERBS)),
    "firm/cases",
    "firm:act",
    case_for,
    facts_of,
    prefix="firm_",
    answer=Done,
)


class NeedIn(Strict):
    """A need. aspect: one of the ten; without one the office judges.   shared: whether the firm's other contacts read it."""

    content: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5_000)]
    title: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""
    aspect: Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True, max_length=24)] = ""
    request_type: AnyCase[RequestType] = RequestType.REQUEST
    identity: AnyCase[Identity] = Identity.NAMED
    shared: bool | None = None


class NeedMade(Schema):
    number: str
    state: State
    links: list[Link]


class FirmRow(Schema):
    """A case in the firm's words. `standing` is the sentence that its page shows."""

    number: str
    title: str
    state: State
    standing: str
    registered_at: datetime
    ended_at: datetime | None
    version: int


class FirmPage(Schema):
    items: list[FirmRow]
    next: str | None
    previous: str | None


class Said(Schema):
    title: str
    text: str
    at: datetime


class Written(Schema):
    from_us: bool
    text: str
    at: datetime


class FirmCase(FirmRow):
    content: str
    offices: list[str]
    told: list[Said]
    messages: list[Written]
    due_at: datetime | None
    links: list[Link]


class FirmFilters(Schema):
    q: str = Field("", max_length=100)
    open: bool = False
    cursor: str = Field("", max_length=300)
    limit: int = Field(50, ge=1, le=100)


def _firm(request: Request, scope: str) -> Actor:
    """A firm's key with the scope; a colleague of ours uses the other addresses."""
    if request.actor.kind not in OUTSIDE:
        raise NotAllowed("firm_only", "这里是企业自己的接口。", "请使用企业联系人的令牌。")
    return needs(request, scope)


@router.post(
    "/firm/needs", response={201: NeedMade}, summary="提需求", openapi_extra=described(MAKES, KEY_HEADER)
)
def create_need(request: Request, payload: NeedIn) -> tuple[int, dict[str, Any]]:
    """Once per Idempotency-Key; from then on it is a case like any other."""
    actor = _firm(request, "firm:write")
    return 201, once_for(request, actor, lambda: _made(_raise(request, actor, payload), actor))


def _raise(request: Request, actor: Actor, sent: NeedIn) -> Case:
    contact = signed_in_contact(int(actor.subject.partition(":")[2]))
    assert contact is not None  # the key has just been found by it
    anonymous = sent.identity == Identity.ANONYMOUS
    if anonymous:
        raise NotAllowed("not_anonymous", "用企业的令牌不能匿名。", "请到公开的反映页匿名反映。")
    case = receive_case(
        by=actor,
        at=request.at,
        title=sent.title,
        content=sent.content,
        programme="ENTERPRISE",
        channel="API",
        request_type=sent.request_type,
        identity=sent.identity,
        reporter=Outsider(name=contact.name, phone=contact.phone),
        enterprise=contact.enterprise,
        region=contact.enterprise.region,
        shared=sent.shared,
    )
    if sent.aspect:
        add_need(case=case, by=actor, at=request.at, aspect=sent.aspect)
    return case


def _made(case: Case, actor: Actor) -> dict[str, Any]:
    return {"number": case.number, "state": case.state, "links": CASES.links(case, actor)}


@router.get("/firm/cases", response=FirmPage, summary="我们的诉求", openapi_extra=READS)
def list_own_cases(request: Request, filters: Query[FirmFilters]) -> dict[str, Any]:
    """What the firm reported, newest first: exactly what the contact's own list shows."""
    actor = _firm(request, "firm:read")
    found = search_cases(actor, CaseSearch(words=filters.q, open_only=filters.open))
    page = keyset_page(found, order=("-id",), cursor=filters.cursor, size=filters.limit)
    rows = list(page)
    offices = offices_of(rows)
    items = [_row(case, offices.get(case.pk, ())) for case in rows]
    return {"items": items, "next": page.next, "previous": page.previous}


@router.get(
    "/firm/cases/{number}",
    response=FirmCase,
    summary="我们的一件诉求",
    openapi_extra=described(READS, etag=200),
)
def read_own_case(request: Request, response: HttpResponse, number: str) -> dict[str, Any]:
    """Where it stands, what was written to the firm, what it can do now."""
    actor = _firm(request, "firm:read")
    case = case_for(actor, number)
    standing = standing_of(case)
    promise = standing.owed.get("promise")
    with_etag(response, case.version)
    return _row(case, standing.offices) | {
        "content": seen_of(case, actor).content,
        "offices": list(standing.offices),
        "told": [{"title": one.title, "text": one.text, "at": one.at} for one in standing.told],
        "messages": [
            {"from_us": one.from_reporter, "text": one.text.text or "", "at": one.at}
            for one in standing.messages
        ],
        "due_at": promise.due_at if promise else None,
        "links": CASES.links(case, actor),
    }


def _row(case: Case, offices: tuple[str, ...]) -> dict[str, Any]:
    return {
        "number": case.number,
        "title": case.title,
        "state": case.state,
        "standing": standing_words(case, offices),
        "registered_at": case.registered_at,
        "ended_at": case.ended_at,
        "version": case.version,
    }


add_verbs(router, CASES)
