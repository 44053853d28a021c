"""Handlings and what people say of them. The rated see their handlings and nothing of ratings; reviewers see ratings and not who gave them."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import StringConstraints

from bihuan.domain.organisations.queries import office_for, person_for
from bihuan.domain.services import actions
from bihuan.domain.services.choices import HandlingChannel, RatingLevel
from bihuan.domain.services.models import Handling, Rating
from bihuan.domain.services.queries import item_for
from bihuan.domain.services.queries.rating import (
    finished_month,
    handling_for,
    handlings_visible_to,
    rating_facts,
    rating_for,
    tallies,
)
from bihuan.domain.services.rating_links import rating_token
from bihuan.domain.services.verbs import RATING_VERBS
from bihuan.faces.api.auth import needs
from bihuan.faces.api.inputs import AnyCase, Moment, Strict
from bihuan.faces.api.nouns import ApiNoun, page_of, state_of
from bihuan.faces.api.problems import MAKES, READS
from bihuan.faces.api.requests import KEY_HEADER, actor_key, described, once_for, with_etag
from bihuan.faces.api.services.scopes import ACT, READ, WRITE
from bihuan.faces.api.shapes import CursorPage, Link, Named, Paging
from bihuan.faces.api.verbs import add_verbs
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.submissions import receipt_secret

router = Router(tags=["services"])
RATINGS = ApiNoun(RATING_VERBS, "ratings", ACT, rating_for, rating_facts)


class HandlingIn(Strict):
    """A handling that a neighbouring system finished. Sent again with the same number it is refused, not doubled."""

    item: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]
    office: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]
    channel: AnyCase[HandlingChannel] = HandlingChannel.WINDOW
    applicant: Annotated[str, StringConstraints(strip_whitespace=True, max_length=64)] = ""
    phone: Annotated[str, StringConstraints(strip_whitespace=True, max_length=32)] = ""
    handled_by: Annotated[str, StringConstraints(strip_whitespace=True, max_length=150)] | None = None
    finished_at: Moment | None = None
    external_id: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] = ""


class HandlingMade(Schema):
    """`rating_url` opens the rating page of this handling: to be shown to the applicant after an online service."""

    number: str
    rating_url: str


@router.post(
    "/handlings", response={201: HandlingMade}, summary="登记办件", openapi_extra=described(MAKES, KEY_HEADER)
)
def create_handling(request: Request, payload: HandlingIn) -> tuple[int, dict[str, Any]]:
    """What was handled, once; the answer carries the link for the rating."""
    actor = needs(request, WRITE)
    made = once_for(request, actor, lambda: {"number": _record(request, actor, payload).number})
    path = reverse("portal:rate", args=[rating_token(made["number"])])
    return 201, made | {"rating_url": request.build_absolute_uri(path)}


def _record(request: Request, actor: Actor, sent: HandlingIn) -> Handling:
    return actions.record_handling(
        by=actor,
        at=request.at,
        item=item_for(actor, sent.item),
        office=office_for(actor, sent.office),
        channel=sent.channel,
        applicant=sent.applicant,
        phone=sent.phone,
        handled_by=person_for(actor, sent.handled_by) if sent.handled_by else None,
        finished_at=sent.finished_at,
        source=actor_key(actor) if sent.external_id else "",
        external_id=sent.external_id,
    )


class HandlingRow(Schema):
    """One application handled. Nothing here tells whether it was rated."""

    number: str
    task_code: str
    office: Named
    channel: str
    finished_at: datetime


class HandlingPage(CursorPage):
    items: list[HandlingRow]


@router.get("/handlings", response=HandlingPage, summary="办件", openapi_extra=READS)
def list_handlings(request: Request, paging: Query[Paging]) -> dict[str, Any]:
    """What was handled where the token's post stands, and below, newest first."""
    found = handlings_visible_to(needs(request, READ)).select_related("item", "office")
    return page_of(found, paging, _handling)


@router.get("/handlings/{number}", response=HandlingRow, summary="一个办件", openapi_extra=READS)
def read_handling(request: Request, number: str) -> dict[str, Any]:
    """One of them, through the same gate as its page."""
    return _handling(handling_for(needs(request, READ), number))


def _handling(handling: Handling) -> dict[str, Any]:
    return {
        "number": handling.number,
        "task_code": handling.item.task_code,
        "office": {"code": handling.office.code, "name": handling.office.name},
        "channel": handling.channel,
        "finished_at": handling.finished_at,
    }


class HandlingRateIn(Strict):
    """What somebody said of a handling by telephone, to an operator outside the rated unit."""

    level: AnyCase[RatingLevel]
    said: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1_000)] = ""


class Rated(Schema):
    """`case`, `receipt_secret`: what to tell the caller, who can follow with them what becomes of a bad rating."""

    level: str
    case: str | None
    receipt_secret: str | None


@router.post(
    "/handlings/{number}/rate",
    response={201: Rated},
    summary="记录电话评价",
    openapi_extra=described(MAKES, KEY_HEADER),
)
def rate(request: Request, number: str, payload: HandlingRateIn) -> tuple[int, dict[str, Any]]:
    """Once per handling, never by the rated; the lowest two are a case at once."""
    actor = needs(request, ACT)
    handling = handling_for(actor, number)
    made = once_for(
        request,
        actor,
        lambda: _rated(
            actions.rate_handling(
                handling=handling, by=actor, at=request.at, level=payload.level, said=payload.said
            )
        ),
    )
    secret = receipt_secret(made["case"]) if made["case"] else None
    return 201, made | {"receipt_secret": secret}


def _rated(rating: Rating) -> dict[str, Any]:
    return {"level": rating.level, "case": str(rating.case.number) if rating.case else None}


class Tallied(Schema):
    """One unit's ratings of a finished month; null where they are too few to publish."""

    unit: Named
    total: int | None
    satisfied: int | None


@router.get("/ratings", response=list[Tallied], summary="服务评价", openapi_extra=READS)
def list_ratings(request: Request) -> list[dict[str, Any]]:
    """By unit, of the last month that is over; small numbers are left out, single ratings are never told."""
    needs(request, READ)
    return [
        {
            "unit": {"code": one.office.code, "name": one.office.name},
            "total": None if one.hidden else one.total,
            "satisfied": None if one.hidden else one.satisfied,
        }
        for one in tallies(finished_month(day_of(request.at)), request.at)
    ]


class RatingOut(Schema):
    """One rating, for its reviewers. Which handling it rates is not told: the number would say who rated."""

    number: str
    state: str
    version: int
    level: str
    via: str
    office: Named
    at: datetime
    found: str
    ended_at: datetime | None
    links: list[Link]


@router.get(
    "/ratings/{number}", response=RatingOut, summary="一条评价", openapi_extra=described(READS, etag=200)
)
def read_rating(request: Request, response: HttpResponse, number: str) -> dict[str, Any]:
    """For reviewers of the area; for the rated it does not exist."""
    actor = needs(request, READ)
    rating = rating_for(actor, number)
    with_etag(response, rating.version)
    office = rating.handling.office
    return state_of(rating) | {
        "level": rating.level,
        "via": rating.via,
        "office": {"code": office.code, "name": office.name},
        "at": rating.at,
        "found": rating.found,
        "ended_at": rating.ended_at,
        "links": RATINGS.links(rating, actor),
    }


add_verbs(router, RATINGS)
