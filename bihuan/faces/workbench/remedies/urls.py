"""Five times the same addresses: the list, a new one, one by its number, its letter, its verbs."""

from django.urls import URLPattern, path

from bihuan.faces.shared.verb_pages import verb_page
from bihuan.faces.workbench.making import making_page
from bihuan.faces.workbench.remedies.kinds import Kind, kinds
from bihuan.faces.workbench.remedies.openings import making_of
from bihuan.faces.workbench.remedies.views import by_id, letter_page, list_page, one_page


def remedy_urls() -> list[URLPattern]:
    return [url for kind in kinds().values() for url in _urls(kind)]


def _urls(kind: Kind) -> list[URLPattern]:
    letter = [path(f"{kind.slug}/<str:number>/letter.docx", letter_page(kind), name=f"{kind.slug}-letter")]
    return [
        path(f"{kind.slug}/", list_page(kind), name=kind.slug),
        path(f"{kind.slug}/new/", making_page(making_of(kind)), name=f"{kind.slug}-new"),
        path(f"{kind.slug}/by-id/<int:pk>/", by_id(kind), name=f"{kind.slug}-by-id"),
        path(f"{kind.slug}/<str:number>/", one_page(kind), name=f"{kind.slug}-one"),
        *(letter if kind.letter else []),
        path(f"{kind.slug}/<str:number>/<slug:verb>/", verb_page(kind.noun), name=f"{kind.slug}-verb"),
    ]
