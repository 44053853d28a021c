"""The same addresses for each noun, and the two pages of their own."""

from functools import partial

from django.urls import URLPattern, path

from bihuan.faces.shared.verb_pages import verb_page
from bihuan.faces.workbench.making import making_page
from bihuan.faces.workbench.remedies.kinds import Kind
from bihuan.faces.workbench.remedies.views import by_id, list_page, one_page
from bihuan.faces.workbench.supervision.board import board
from bihuan.faces.workbench.supervision.held import held
from bihuan.faces.workbench.supervision.kinds import kinds
from bihuan.faces.workbench.supervision.openings import ACTIONS, making_of, may_open


def supervision_urls() -> list[URLPattern]:
    return [
        path("board/", board, name="board"),
        path("held/", held, name="held"),
        *(url for kind in kinds().values() for url in _urls(kind)),
    ]


def _urls(kind: Kind) -> list[URLPattern]:
    slug = kind.slug
    made = [path(f"{slug}/new/", making_page(making_of(slug)), name=f"{slug}-new")] if slug in ACTIONS else []
    return [
        path(f"{slug}/", list_page(kind, partial(may_open, kind)), name=slug),
        *made,
        path(f"{slug}/by-id/<int:pk>/", by_id(kind), name=f"{slug}-by-id"),
        path(f"{slug}/<str:number>/", one_page(kind), name=f"{slug}-one"),
        path(f"{slug}/<str:number>/<slug:verb>/", verb_page(kind.noun), name=f"{slug}-verb"),
    ]
