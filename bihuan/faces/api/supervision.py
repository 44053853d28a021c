"""Cards and 督办单 for neighbouring systems, the standing that award systems ask for, and what is public."""

from datetime import datetime
from typing import Any

from ninja import Router, Schema

from bihuan.domain.organisations.queries import office_for
from bihuan.domain.supervision.models import Card, Supervision
from bihuan.domain.supervision.queries import (
    card_facts,
    card_for,
    cards_visible_to,
    supervision_facts,
    supervision_for,
    supervisions_visible_to,
)
from bihuan.domain.supervision.queries.public import public_cards, public_listings
from bihuan.domain.supervision.queries.standing import standing_of
from bihuan.domain.supervision.queries.terms import ground_name
from bihuan.domain.supervision.verbs import CARD_VERBS, SUPERVISION_VERBS
from bihuan.faces.api.auth import needs
from bihuan.faces.api.nouns import ApiNoun
from bihuan.faces.api.problems import READS
from bihuan.faces.api.requests import described
from bihuan.faces.api.verbs import add_verbs
from bihuan.faces.shared.requests import Request
from bihuan.kernel.calendar import day_of
from bihuan.kernel.clock import now

router = Router(tags=["supervision"])
AT_ONCE = 100


class CardOut(Schema):
    """红黄牌。没有反映人，也没有责任人姓名。"""

    number: str
    state: str
    colour: str
    ground: str
    ground_name: str
    section: str
    unit: str
    incidents: int
    minutes: int
    lost_minutes: int
    served_at: datetime | None
    appeal_until: datetime | None
    effective_at: datetime | None
    expires_at: datetime | None
    version: int


class SupervisionOut(Schema):
    """督办单。"""

    number: str
    state: str
    rung: str
    title: str
    addressee: str
    unit: str
    cases: int
    issued_at: datetime | None
    replied_at: datetime | None
    ended_at: datetime | None
    version: int


class BarredOut(Schema):
    award: str
    name: str
    card: str
    colour: str
    until: datetime


class StandingOut(Schema):
    """现在计入的牌，以及因此不能参加的评选。"""

    office: str
    yellow: int
    red: int
    barred: list[BarredOut]


class PublicCardOut(Schema):
    unit: str
    section: str
    ground: str
    colour: str
    effective_at: datetime
    expires_at: datetime | None


class PublicListingOut(Schema):
    unit: str
    title: str
    issued_at: datetime
    lifted_at: datetime | None


class PublicOut(Schema):
    """城市选择公开的挂牌督办和红黄牌。"""

    cards: list[PublicCardOut]
    listings: list[PublicListingOut]


@router.get("/supervision/public", auth=None, response=PublicOut, summary="公开的督办和红黄牌")
def public(request: Request) -> dict[str, Any]:
    """没有人名，没有工单；申诉期满以前什么都没有。"""
    return {"cards": public_cards(), "listings": public_listings()}


@router.get("/supervision/cards", response=list[CardOut], summary="红黄牌", openapi_extra=described(READS))
def cards(request: Request, state: str = "", section: str = "") -> list[dict[str, Any]]:
    """看得到的牌，新的在前，最多 100 张。"""
    found = cards_visible_to(needs(request, "supervision:read")).select_related("section", "unit")
    if state:
        found = found.filter(state=state.upper())
    if section:
        found = found.filter(section__code=section)
    return [_card(card) for card in found.order_by("-id")[:AT_ONCE]]


@router.get("/supervision/cards/{number}", response=CardOut, summary="一张牌", openapi_extra=described(READS))
def card(request: Request, number: str) -> dict[str, Any]:
    return _card(card_for(needs(request, "supervision:read"), number))


@router.get(
    "/supervision/orders", response=list[SupervisionOut], summary="督办单", openapi_extra=described(READS)
)
def orders(request: Request, rung: str = "") -> list[dict[str, Any]]:
    """看得到的督办单，新的在前，最多 100 张。"""
    found = supervisions_visible_to(needs(request, "supervision:read")).select_related("addressee", "unit")
    if rung:
        found = found.filter(rung=rung.upper())
    return [_order(one) for one in found.order_by("-id")[:AT_ONCE]]


@router.get(
    "/supervision/orders/{number}",
    response=SupervisionOut,
    summary="一张督办单",
    openapi_extra=described(READS),
)
def order(request: Request, number: str) -> dict[str, Any]:
    return _order(supervision_for(needs(request, "supervision:read"), number))


@router.get(
    "/supervision/standing",
    response=StandingOut,
    summary="计入的牌和评优资格",
    openapi_extra=described(READS),
)
def standing(request: Request, office: str) -> dict[str, Any]:
    """一个科室的；单位的代码给出它和全部科室的。"""
    actor = needs(request, "supervision:read")
    asked = office_for(actor, office)
    whose = {"unit": asked.pk} if asked.unit_id == asked.pk else {"section": asked.pk}
    found = standing_of(at=request.at, **whose)
    return {"office": asked.code, "yellow": found.yellow, "red": found.red, "barred": list(found.barred)}


for _noun in (
    ApiNoun(
        CARD_VERBS,
        "supervision/cards",
        "supervision:act",
        card_for,
        lambda card, actor: card_facts(card, actor, at=now()),
    ),
    ApiNoun(
        SUPERVISION_VERBS,
        "supervision/orders",
        "supervision:act",
        supervision_for,
        lambda one, actor: supervision_facts(one, actor, at=now()),
    ),
):
    add_verbs(router, _noun)


def _card(card: Card) -> dict[str, Any]:
    return {
        "number": card.number or "",
        "state": card.state,
        "colour": card.colour,
        "ground": card.ground,
        "ground_name": ground_name(card.ground, on=day_of(card.opened_at)),
        "section": card.section.code,
        "unit": card.unit.code,
        "incidents": card.number_of,
        "minutes": card.minutes,
        "lost_minutes": card.lost_minutes,
        "served_at": card.served_at,
        "appeal_until": card.appeal_until,
        "effective_at": card.effective_at,
        "expires_at": card.expires_at,
        "version": card.version,
    }


def _order(one: Supervision) -> dict[str, Any]:
    return {
        "number": one.number or "",
        "state": one.state,
        "rung": one.rung,
        "title": one.title,
        "addressee": one.addressee.code,
        "unit": one.unit.code,
        "cases": one.items.count(),
        "issued_at": one.issued_at,
        "replied_at": one.replied_at,
        "ended_at": one.ended_at,
        "version": one.version,
    }
