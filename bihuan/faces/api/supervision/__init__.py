"""Supervision for neighbouring systems: lists, one by its number, what begins one, and an endpoint per row of the verb tables; the board,
what is held against the caller, the hot spots, the standing that award systems ask for, and what is public. The same gates and rules as the
pages.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from ninja import Query, Router
from pydantic import Field

from bihuan.faces.api.auth import needs
from bihuan.faces.api.listed import Listed, add_listed
from bihuan.faces.api.nouns import page_of
from bihuan.faces.api.shapes import Paging
from bihuan.faces.api.supervision import overview
from bihuan.faces.api.supervision.nouns import CARDS, LISTED, ORDERS, READ
from bihuan.faces.shared.requests import Request

CODE = r"^[0-9A-Za-z_-]*$"
router = Router(tags=["supervision"])
router.add_router("", overview.router)


class SupervisionFilters(Paging):
    """open: only what is still at work. state: its code."""

    open: bool = False
    state: str = Field("", max_length=12, pattern=CODE)


class CardFilters(SupervisionFilters):
    """section: the code of an office."""

    section: str = Field("", max_length=40, pattern=CODE)


class OrderFilters(SupervisionFilters):
    """rung: the code of a level."""

    rung: str = Field("", max_length=12, pattern=CODE)


def _found(listed: Listed, request: Request, filters: SupervisionFilters, narrowed: Q) -> dict[str, Any]:
    at_work = Q(ended_at=None) if filters.open else Q()
    in_state = Q(state=filters.state.upper()) if filters.state else Q()
    rows = listed.rows(needs(request, READ)).filter(at_work, in_state, narrowed)
    return page_of(rows, filters, listed.row)


def list_cards(request: Request, filters: Query[CardFilters]) -> dict[str, Any]:
    return _found(CARDS, request, filters, Q(section__code=filters.section) if filters.section else Q())


def list_orders(request: Request, filters: Query[OrderFilters]) -> dict[str, Any]:
    return _found(ORDERS, request, filters, Q(rung=filters.rung.upper()) if filters.rung else Q())


def _list(listed: Listed) -> Callable[..., Any]:
    def list_things(request: Request, filters: Query[SupervisionFilters]) -> dict[str, Any]:
        return _found(listed, request, filters, Q())

    return list_things


NARROWED: dict[str, Callable[..., Any]] = {CARDS.noun.path: list_cards, ORDERS.noun.path: list_orders}
for _one in LISTED:
    _rows = NARROWED.get(_one.noun.path) or _list(_one)
    add_listed(router, _one, scope=READ, list_rows=_rows)
