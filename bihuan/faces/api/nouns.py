"""A noun of the API: where it stands in addresses, its gate, its verbs, and what can be done with it next."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from bihuan.faces.api.shapes import Paging, ThingDone
from bihuan.faces.shared.paging import keyset_page
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.search.found import Found
from bihuan.kernel.verbs import Verb, VerbTable

Find = Callable[[Actor, str], Any]
Facts = Callable[[Any, Actor], Any]


@dataclass(frozen=True, slots=True)
class ApiNoun:
    """`path`: its place in addresses; `scope`: what a token needs for its verbs; `find(actor, number)`: its gate; `facts(thing, actor)`: what
    `may` asks for; `below`: what else is read under its address; `label`: said before each verb where several nouns have a verb of one
    name; `prefix`: of operation ids, the noun where none is given; `answer`: the shape of what a verb answers."""

    table: VerbTable
    path: str
    scope: str
    find: Find
    facts: Facts
    below: tuple[str, ...] = ()
    label: str = ""
    prefix: str | None = None
    answer: Any = ThingDone

    def operation(self, verb: Verb) -> str:
        """`card_issue`: one name for each operation of the whole API."""
        prefix = f"{self.table.noun}_" if self.prefix is None else self.prefix
        return f"{prefix}{verb.code}"

    def links(self, thing: Any, actor: Actor, facts: Any = None) -> list[dict[str, str]]:
        """Where to read it, and every verb that this actor may do now: the same `may` as the buttons and the actions."""
        here = f"/api/v1/{self.path}/{thing.number}"
        answers = self.table.answers(facts or self.facts(thing, actor), actor)
        allowed = [verb for verb, refusal in answers if refusal is None]
        return [
            {"rel": "self", "href": here},
            *({"rel": below, "href": f"{here}/{below}"} for below in self.below),
            *({"rel": verb.code, "href": f"{here}/{verb.slug}", "title": verb.label} for verb in allowed),
        ]

    def links_after(self, number: str, actor: Actor) -> list[dict[str, str]]:
        """The same after a verb; what was handed on may be out of sight now."""
        try:
            return self.links(self.find(actor, number), actor)
        except NotVisible:
            return []


def nouns_of(scope: str, *, below: str = "") -> Callable[[str, str, VerbTable, Find, Facts], ApiNoun]:
    """How a room names its nouns: all acted on with one scope, all below one address, if any."""
    prefix = f"{below}/" if below else ""

    def noun(path: str, label: str, table: VerbTable, find: Find, facts: Facts) -> ApiNoun:
        return ApiNoun(table, f"{prefix}{path}", scope, find, facts, label=label)

    return noun


def state_of(thing: Any) -> dict[str, Any]:
    """What every answer about a thing begins with."""
    return {"number": thing.number, "state": thing.state, "version": thing.version}


def page_of(
    found: QuerySet[Any] | Found[Any],
    paging: Paging,
    row: Callable[[Any], dict[str, Any]],
    *,
    order: tuple[str, ...] = ("-id",),
) -> dict[str, Any]:
    """A cursor page, newest first where no order is given."""
    page = keyset_page(found, order=order, cursor=paging.cursor, size=paging.limit)
    rows = [row(thing) for thing in page]
    return {"items": rows, "next": page.next, "previous": page.previous, "total": page.total}
