"""The pages that all five share: the list, the one, its letter, and the way from an id."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.faces.shared.filters import ListFilter
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.faces.workbench.guards import View, staff
from bihuan.faces.workbench.names import holder_names
from bihuan.faces.workbench.owing import label_of
from bihuan.faces.workbench.remedies.kinds import Kind
from bihuan.faces.workbench.remedies.letters import letter_of
from bihuan.faces.workbench.remedies.openings import may_open
from bihuan.faces.workbench.remedies.page import remedy_page
from bihuan.faces.workbench.slips import DOCX
from bihuan.faces.workbench.subjects import Named, Namer
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.duties.queries import next_duties
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.states import StateCodes

OPEN = "open"


class RemedyFilter(ListFilter):
    """By state, and by number or words."""

    q = django_filters.CharFilter(label="编号或标题", method="by_words")
    state = django_filters.ChoiceFilter(label="状态", method="by_state", empty_label="全部")

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.filters["state"].extra["choices"] = [(OPEN, "在办（全部）"), *kind.states.choices]

    def by_words(self, rows: Any, name: str, words: str) -> Any:
        return rows.filter(reduce(or_, (Q(**{look: words.strip()}) for look in self.kind.words)))

    def by_state(self, rows: Any, name: str, state: str) -> Any:
        return rows.filter(self.kind.open) if state == OPEN else self.kind.in_state(rows, state)


@dataclass(frozen=True, slots=True)
class Row:
    """One remedy in a list. `next`: the most urgent of what is owed on it, by whom."""

    thing: Any
    title: str
    url: str
    state: StateCodes
    who: str
    next: Duty | None
    next_words: str


def list_page(kind: Kind, may: Callable[[Actor], bool] | None = None) -> View:
    """What the actor may see, newest first. `may`: who finds the way to a new one; as remedies begin where nothing else is said."""

    @staff(*(kind.roles if kind.closed else ()))
    @require_safe
    def view(request: Request) -> HttpResponse:
        filters = RemedyFilter(request.GET, queryset=kind.visible(request.actor), request=request, kind=kind)
        page = page_of(filters.qs.select_related(*kind.related), request, order=("-id",))
        context = {
            "kind": kind,
            "filters": filters,
            "page": page,
            "rows": rows_of(kind, page.rows),
            "may_open": may(request.actor) if may else may_open(kind, request.actor),
            "is_narrowed": bool(request.GET),
        }
        return render(request, "workbench/remedies.html", context)

    return view


def one_page(kind: Kind) -> View:
    """One of them: facts, tables, cases, clocks, history, what can be done."""

    @staff()
    @require_safe
    def view(request: Request, number: str) -> HttpResponse:
        page = remedy_page(kind, number, request.actor, at=request.at)
        context = {
            "page": page,
            "kind": kind,
            "thing": page.thing,
            "base_url": kind.url(page.thing),
            "letter_url": reverse(f"workbench:{kind.slug}-letter", args=[number]) if kind.letter else "",
        }
        return render(request, "workbench/remedy.html", context)

    return view


def letter_page(kind: Kind) -> View:
    """The official letter as a document, with what the page says."""

    @staff()
    @require_safe
    def view(request: Request, number: str) -> HttpResponse:
        page = remedy_page(kind, number, request.actor, at=request.at)
        response = HttpResponse(letter_of(page, at=request.at), content_type=DOCX)
        response["Content-Disposition"] = f'attachment; filename="{kind.slug}-{number}.docx"'
        response["Cache-Control"] = "no-store"
        return response

    return view


def by_id(kind: Kind) -> View:
    """From what knows it by its id only, a message or an approval."""

    @staff()
    @require_safe
    def view(request: Request, pk: int) -> HttpResponse:
        thing = kind.visible(request.actor).filter(pk=pk).first()
        if thing is None:
            raise NotVisible()
        return redirect(kind.url(thing))

    return view


def home(kind: Kind) -> Any:
    """Where messages and approvals find it."""
    return lambda pk: reverse(f"workbench:{kind.slug}-by-id", args=[pk])


def namer(kind: Kind) -> Namer:
    """As a line of a list, through the gate: what this actor may not see is left out."""

    def name(actor: Actor, ids: Any) -> Mapping[int, Named]:
        rows = kind.visible(actor).filter(pk__in=ids).select_related(*kind.related)
        before = "" if kind.says_itself else f"{kind.label}："
        return {
            row.pk: Named(f"{before}{kind.title(row)}", kind.url(row), str(kind.key_of(row) or ""))
            for row in rows
        }

    return name


def rows_of(kind: Kind, things: Sequence[Any]) -> list[Row]:
    """The rows of a page: what is owed next in two queries, however many rows."""
    next_ = next_duties(kind.code, [thing.pk for thing in things])
    names = holder_names(duty.holder for duty in next_.values())
    return [_row(kind, thing, next_.get(thing.pk), names) for thing in things]


def _row(kind: Kind, thing: Any, duty: Duty | None, names: Mapping[str, str]) -> Row:
    words = f"{names.get(duty.holder, '')} {label_of(kind.code, duty.verb)}".strip() if duty else ""
    return Row(
        thing=thing,
        title=kind.title(thing),
        url=kind.url(thing),
        state=kind.state(thing),
        who=kind.who(thing),
        next=duty,
        next_words=words,
    )
