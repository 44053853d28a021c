"""`GET /<noun>` and `GET /<noun>/{number}`: the list of a noun and one of it, in one way for every room."""

from collections.abc import Callable
from functools import cache
from types import GenericAlias
from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import create_model

from bihuan.faces.api.auth import needs
from bihuan.faces.api.nouns import ApiNoun
from bihuan.faces.api.problems import READS
from bihuan.faces.api.requests import described, with_etag
from bihuan.faces.api.shapes import CursorPage, Link
from bihuan.faces.shared.requests import Request

Tell = Callable[[Any], dict[str, Any]]


class Row(Schema):
    """What a row of every list says. What was written stands on the workbench's pages, for those who may read it."""

    number: str
    state: str
    state_label: str
    version: int


def add_reading(
    router: Router, noun: ApiNoun, *, scope: str, shape: type[Row], tell: Tell, list_rows: Callable[..., Any]
) -> None:
    """`list_rows`: the view of the list, with filters of its own; `tell`: what a thing says in the list, and of itself beside its links."""
    code = noun.path.replace("-", "_").replace("/", "_")
    router.get(
        f"/{noun.path}",
        response=page_of_rows(shape),
        summary=f"{noun.label}：列表",
        operation_id=f"list_{code}",
        openapi_extra=described(READS),
    )(list_rows)
    router.get(
        f"/{noun.path}/{{number}}",
        response=one_of_rows(shape),
        summary=f"{noun.label}：一项",
        operation_id=f"read_{code}",
        openapi_extra=described(READS, etag=200),
    )(_reading(noun, scope, tell))


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


def _reading(noun: ApiNoun, scope: str, tell: Tell) -> Callable[[Request, HttpResponse, str], dict[str, Any]]:
    """One through its gate, with its ETag and the verbs that are open to the caller."""

    def read_thing(request: Request, response: HttpResponse, number: str) -> dict[str, Any]:
        actor = needs(request, scope)
        thing = noun.find(actor, number)
        with_etag(response, thing.version)
        return tell(thing) | {"links": noun.links(thing, actor)}

    return read_thing
