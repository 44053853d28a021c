"""The addresses of 十问十帮."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from bihuan.domain.liaison.models import Promise
from bihuan.domain.liaison.queries import promise_facts, promise_for
from bihuan.domain.liaison.verbs import PROMISE_VERBS
from bihuan.domain.organisations.choices import Role
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import Noun, verb_page
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.liaison import catalogue, recording, stewarding
from bihuan.faces.workbench.liaison.kinds import kinds
from bihuan.faces.workbench.liaison.makings import makings, other_makings
from bihuan.faces.workbench.making import making_page
from bihuan.faces.workbench.remedies.kinds import Kind
from bihuan.faces.workbench.remedies.views import by_id, list_page, one_page
from bihuan.kernel.access import Actor

PROMISES = Noun(
    table=PROMISE_VERBS,
    find=promise_for,
    facts=promise_facts,
    subject=lambda promise: promise.subject,
    home=lambda promise: kinds()["visits"].url(promise.visit),
    name=lambda promise: f"对{promise.enterprise.name}的承诺",
)


@staff()
@require_safe
def promise_by_id(request: Request, pk: int) -> HttpResponse:
    """From a duty or a message to the visit on which it was made."""
    promise: Promise = promise_for(request.actor, str(pk))
    return redirect(PROMISES.home(promise))


def liaison_urls() -> list[URLPattern]:
    return [
        path("liaison/", stewarding.my_firms, name="liaison"),
        path("liaison/area/", stewarding.area, name="liaison-area"),
        path("liaison/record/", recording.record, name="record-visit"),
        path("liaison/need/", recording.need, name="needs-new"),
        path("liaison/helps/", catalogue.helps, name="helps"),
        path("liaison/helps/<str:number>/<slug:verb>/", verb_page(catalogue.HELPS), name="help-verb"),
        path("liaison/questions/", catalogue.questions, name="questions"),
        path("liaison/questions/load/", catalogue.load_questions, name="load-questions"),
        path(
            "liaison/questions/<str:number>/<slug:verb>/", verb_page(catalogue.EDITIONS), name="edition-verb"
        ),
        path("liaison/pairings/by-id/<int:pk>/", stewarding.pairing_by_id, name="pairing-by-id"),
        path(
            "liaison/pairings/<str:number>/<slug:verb>/", verb_page(stewarding.PAIRINGS), name="pairing-verb"
        ),
        path("liaison/promises/by-id/<int:pk>/", promise_by_id, name="promise-by-id"),
        path("liaison/promises/<str:number>/<slug:verb>/", verb_page(PROMISES), name="promise-verb"),
        *(
            path(f"liaison/new/{slug}/", making_page(making), name=slug)
            for slug, making in other_makings().items()
        ),
        path("visits/<str:number>/record/", recording.record_one, name="record-one"),
        *(url for kind in kinds().values() for url in _urls(kind)),
    ]


def _may_begin(kind: Kind) -> Callable[[Actor], bool]:
    """A need begins on its own page; a request is the firm's to make."""
    making = makings().get(kind.slug)
    if making is not None:
        return lambda actor: making.may(actor) is None
    return lambda actor: kind.slug == "needs" and actor.has(Role.STEWARD)


def _urls(kind: Kind) -> list[URLPattern]:
    making = makings().get(kind.slug)
    new: list[Any] = (
        [path(f"{kind.slug}/new/", making_page(making), name=f"{kind.slug}-new")] if making else []
    )
    return [
        path(f"{kind.slug}/", list_page(kind, _may_begin(kind)), name=kind.slug),
        *new,
        path(f"{kind.slug}/by-id/<int:pk>/", by_id(kind), name=f"{kind.slug}-by-id"),
        path(f"{kind.slug}/<str:number>/", one_page(kind), name=f"{kind.slug}-one"),
        path(f"{kind.slug}/<str:number>/<slug:verb>/", verb_page(kind.noun), name=f"{kind.slug}-verb"),
    ]
