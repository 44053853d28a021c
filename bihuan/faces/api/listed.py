"""A noun in the API, in one way for every room: its list, one by its number, what begins one, and an endpoint per row of its verb table."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import GenericAlias
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import create_model

from bihuan.faces.api.auth import needs
from bihuan.faces.api.nouns import ApiNoun, state_of
from bihuan.faces.api.problems import READS
from bihuan.faces.api.requests import described, with_etag
from bihuan.faces.api.shapes import CursorPage, Link
from bihuan.faces.api.verbs import add_making, add_verbs
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor
from bihuan.kernel.states import StateCodes
from bihuan.kernel.verbs import Verb


class Row(Schema):
    """What a row of every list says. What was written stands on the workbench's pages, for those who may read it."""

    number: str
    state: str
    state_label: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A noun with its list. shape: of a row. visible: what of it an actor sees. tell: what a row says beside its number and state. related,
    many: what a row reads. begin: the verb that begins one; none where nobody does, or not by its inputs alone."""

    noun: ApiNoun
    shape: type[Row]
    visible: Callable[[Actor], QuerySet[Any]]
    tell: Callable[[Any], dict[str, Any]]
    related: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    begin: Verb | None = None

    def rows(self, actor: Actor) -> QuerySet[Any]:
        """Everything of it that the actor sees, with what a row reads."""
        return self.with_what_is_read(self.visible(actor))

    def with_what_is_read(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        joined = rows.select_related(*self.related) if self.related else rows
        return joined.prefetch_related(*self.many)

    def row(self, thing: Any) -> dict[str, Any]:
        """What a list and an answer say of it."""
        return state_of(thing) | {"state_label": _label(thing)} | self.tell(thing)


def _label(thing: Any) -> str:
    """A state that is no column of its own is its code already."""
    state = thing.state
    return str(state.label if isinstance(state, StateCodes) else thing.get_state_display())


def add_listed(router: Router, listed: Listed, *, scope: str, list_rows: Callable[..., Any]) -> None:
    """All of a noun's endpoints. `scope`: what reading takes; `list_rows`: the view of the list, with filters of its own."""
    noun = listed.noun
    code = noun.path.replace("-", "_").replace("/", "_")
    router.get(
        f"/{noun.path}",
        response=page_of_rows(listed.shape),
        summary=f"{noun.label}：列表",
        operation_id=f"list_{code}",
        openapi_extra=described(READS),
    )(list_rows)
    router.get(
        f"/{noun.path}/{{number}}",
        response=one_of_rows(listed.shape),
        summary=f"{noun.label}：一项",
        operation_id=f"read_{code}",
        openapi_extra=described(READS, etag=200),
    )(_reading(listed, scope))
    if listed.begin is not None:
        add_making(router, noun, listed.begin)
    add_verbs(router, noun)


@cache
def page_of_rows(row: type[Row]) -> type[Schema]:
    """A page of one kind of rows, `VisitPage` of `VisitRow`."""
    fields: dict[str, Any] = {"items": (GenericAlias(list, (row,)), ...)}
    return create_model(f"{_name(row)}Page", __base__=CursorPage, **fields)


@cache
def one_of_rows(row: type[Row]) -> type[Schema]:
    """One of them, with what can be done with it next."""
    return create_model(f"{_name(row)}Out", __base__=row, links=(list[Link], ...))


def _name(row: type[Row]) -> str:
    return row.__name__.removesuffix("Row")


def _reading(listed: Listed, scope: str) -> Callable[[Request, HttpResponse, str], dict[str, Any]]:
    """One through its gate, with its ETag and the verbs that are open to the caller."""

    def read_thing(request: Request, response: HttpResponse, number: str) -> dict[str, Any]:
        actor = needs(request, scope)
        thing = listed.noun.find(actor, number)
        with_etag(response, thing.version)
        return listed.row(thing) | {"links": listed.noun.links(thing, actor)}

    return read_thing
