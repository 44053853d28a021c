"""Cases: register, list, read."""

from datetime import date
from typing import Any

from django.db import IntegrityError
from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Difficulty, Identity, RequestType, State, Urgency
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import case_for, facts_of
from bihuan.domain.cases.queries.search import CaseSearch, search_cases
from bihuan.domain.cases.queries.sight import seen_of as words_of
from bihuan.domain.cases.queries.sight import title_for
from bihuan.domain.cases.rules.identity import ABOVE
from bihuan.domain.cases.verbs import CASE_VERBS
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.organisations.models import Region
from bihuan.faces.api.auth import needs
from bihuan.faces.api.inputs import (
    AnyCase,
    CaseIn,
    Day,
    OutsiderIn,
)
from bihuan.faces.api.nouns import ApiNoun, page_of
from bihuan.faces.api.problems import MAKES, READS
from bihuan.faces.api.requests import (
    KEY_HEADER,
    actor_key,
    described,
    once_for,
    with_etag,
)
from bihuan.faces.api.shapes import CaseMade, CaseOut, CasePage, Done, Paging
from bihuan.faces.api.verbs import add_verbs
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.identifiers import uscc
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Malformed, WrongState
from bihuan.kernel.submissions import receipt_secret

router = Router(tags=["cases"])
CASES = ApiNoun(
    CASE_VERBS,
    "cases",
    "cases:act",
    case_for,
    facts_of,
    below=("journal", "attachments"),
    prefix="",
    answer=Done,
)


@router.post("/cases", response={201: CaseMade}, summary="登记", openapi_extra=described(MAKES, KEY_HEADER))
def create_case(request: Request, payload: CaseIn) -> tuple[int, dict[str, Any]]:
    """Register a case once per Idempotency-Key; the answer is the receipt. 201 also for the repeated request."""
    actor = needs(request, "cases:write")
    try:
        made = once_for(request, actor, lambda: _made(_receive(request, actor, payload)))
    except IntegrityError as error:
        raise _known(actor, payload) or error from None
    return 201, made | {"receipt_secret": receipt_secret(made["number"])}


class CaseFilters(Paging):
    """What a list is narrowed to."""

    q: str = Field("", max_length=100)
    state: list[AnyCase[State]] = Field(default_factory=list)
    programme: str = Field("", max_length=40)
    channel: str = Field("", max_length=40)
    request_type: AnyCase[RequestType] | None = None
    urgency: AnyCase[Urgency] | None = None
    difficulty: AnyCase[Difficulty] | None = None
    region_code: str = Field("", max_length=12)
    office: str = Field("", max_length=40)
    registered_from: Day | None = None
    registered_to: Day | None = None
    open: bool = False


@router.get("/cases", response=CasePage, summary="列表", openapi_extra=READS)
def list_cases(request: Request, filters: Query[CaseFilters]) -> dict[str, Any]:
    """The cases that the token's post may see, newest first."""
    actor = needs(request, "cases:read")
    found = search_cases(actor, _wanted(filters)).select_related("office", "region")
    reads = actor.has(*ABOVE)
    return page_of(found, filters, lambda case: row_of(case, words=reads and case.office.key in actor.keys))


@router.get("/cases/{number}", response=CaseOut, summary="一件", openapi_extra=described(READS, etag=200))
def read_case(request: Request, response: HttpResponse, number: str) -> dict[str, Any]:
    """One case; its version is the ETag that writes must send back as If-Match."""
    actor = needs(request, "cases:read")
    case = case_for(actor, number)
    with_etag(response, case.version)
    return case_out(case, actor)


def row_of(case: Case, *, words: bool) -> dict[str, Any]:
    """A case in a list."""
    return {
        "number": case.number,
        "title": title_for(case, words=words),
        "state": case.state,
        "state_label": State(case.state).label,
        "request_type": case.request_type,
        "urgency": case.urgency,
        "difficulty": case.difficulty,
        "level": case.level,
        "programme": case.programme,
        "channel": case.channel,
        "category": case.category,
        "region_code": case.region.code if case.region else None,
        "office": {"code": case.office.code, "name": case.office.name},
        "round": case.round,
        "registered_at": case.registered_at,
        "ended_at": case.ended_at,
        "version": case.version,
    }


def case_out(case: Case, actor: Actor) -> dict[str, Any]:
    """A case as this actor may read it, with the verbs that are open to them."""
    facts = facts_of(case, actor)
    seen = words_of(case, actor, facts)
    return row_of(case, words=seen.sight.words) | {
        "content": seen.content,
        "restated": seen.restated,
        "identity": case.identity,
        "outcome": case.outcome,
        "address": seen.address,
        "enterprise_uscc": case.enterprise.uscc if case.enterprise and seen.sight.name else None,
        "reporters": [{"role": r.role, "name": r.name, "phone": r.phone} for r in seen.reporters],
        "legs": [_leg(leg) for leg in case.legs.select_related("office").order_by("id")],
        "duties": [duty_out(duty) for duty in open_duties(case.subject).order_by("due_at", "id")],
        "links": CASES.links(case, actor, facts),
    }


def _made(case: Case) -> dict[str, Any]:
    here = f"/api/v1/cases/{case.number}"
    return {"number": case.number, "state": case.state, "links": [{"rel": "self", "href": here}]}


def _known(actor: Actor, sent: CaseIn) -> WrongState | None:
    """The sender's own number was registered before, under another key."""
    earlier = Case.objects.filter(source=actor_key(actor), external_id=sent.external_id or "").first()
    if earlier is None or not sent.external_id:
        return None
    return WrongState(
        "external_id_known",
        f"外部编号已经登记过，工单编号为 {earlier.number}。",
        "如果是同一件，不必再报；如果不是，请换一个外部编号。",
        number=earlier.number,
    )


def _receive(request: Request, actor: Actor, sent: CaseIn) -> Case:
    programme = _code("programme", sent.programme or "RESIDENT", on=day_of(request.at))
    channel = _code("channel", sent.channel, on=day_of(request.at))
    reporter = sent.reporter
    return actions.receive_case(
        by=actor,
        at=request.at,
        title=sent.title,
        content=sent.content,
        request_type=sent.request_type,
        channel=channel,
        programme=programme,
        identity=reporter.identity if reporter else Identity.ANONYMOUS,
        reporter=_outsider(reporter, sent.contact_time) if reporter else None,
        affected=_outsider(sent.on_behalf_of) if sent.on_behalf_of else None,
        enterprise=_enterprise(sent.enterprise_uscc),
        region=_region(sent.region_code),
        address=sent.address or "",
        latitude=sent.latitude,
        longitude=sent.longitude,
        occurred_at=sent.occurred_at,
        source=actor_key(actor) if sent.external_id else "",
        external_id=sent.external_id or "",
    )


def _code(name: str, sent: str, *, on: date) -> str:
    """A code of the dated list, sent as code or as its label."""
    known: dict[str, str] = value(f"cases.{name}s", on=on)
    for code, label in known.items():
        if sent in (code, label.upper()):
            return code
    raise Malformed(fields={name: f"没有“{sent}”，可用：{'、'.join(known)}。"})


def _outsider(sent: OutsiderIn, contact_time: str | None = None) -> actions.Outsider:
    return actions.Outsider(name=sent.name, phone=sent.phone, contact_time=contact_time or "")


def _enterprise(code: str | None) -> Enterprise | None:
    if not code:
        return None
    found = Enterprise.objects.filter(uscc=uscc(code)).first()
    if found is None:
        raise Malformed(fields={"enterprise_uscc": "没有登记这个统一社会信用代码的企业。"})
    return found


def _region(code: str | None) -> Region | None:
    if not code:
        return None
    found = Region.objects.filter(code=code).order_by("-id").first()
    if found is None:
        raise Malformed(fields={"region_code": "没有这个行政区划代码。"})
    return found


def _wanted(filters: CaseFilters) -> CaseSearch:
    return CaseSearch(
        words=filters.q,
        states=tuple(filters.state),
        programme=filters.programme,
        channel=filters.channel,
        request_type=filters.request_type or "",
        urgency=filters.urgency or "",
        difficulty=filters.difficulty or "",
        region=filters.region_code,
        handled_by=filters.office,
        registered_from=filters.registered_from,
        registered_to=filters.registered_to,
        open_only=filters.open,
    )


def _leg(leg: Any) -> dict[str, Any]:
    return {
        "id": leg.pk,
        "office": {"code": leg.office.code, "name": leg.office.name},
        "role": leg.role,
        "state": leg.state,
        "state_label": leg.get_state_display(),
        "round": leg.round,
        "parent": leg.parent_id,
        "dispatched_at": leg.dispatched_at,
        "due_at": leg.due_at,
        "acknowledged_at": leg.acknowledged_at,
        "ended_at": leg.ended_at,
    }


def duty_out(duty: Any) -> dict[str, Any]:
    return {
        "verb": duty.verb,
        "holder": duty.holder,
        "due_at": duty.due_at,
        "provisional": duty.provisional,
        "light": duty.alerted,
    }


add_verbs(router, CASES)
