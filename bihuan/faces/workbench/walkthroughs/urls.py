"""The addresses of sittings, walks, findings, rosters and tasks; of the phone's pages; of coverage."""

from django.urls import URLPattern, path

from bihuan.faces.shared.verb_pages import verb_page
from bihuan.faces.workbench.making import making_page
from bihuan.faces.workbench.remedies.kinds import Kind
from bihuan.faces.workbench.remedies.views import by_id, list_page, one_page
from bihuan.faces.workbench.walkthroughs import evidence
from bihuan.faces.workbench.walkthroughs.coverage import coverage
from bihuan.faces.workbench.walkthroughs.kinds import kinds
from bihuan.faces.workbench.walkthroughs.openings import makings, may_open
from bihuan.faces.workbench.walkthroughs.phone import PATH, WINDOW, Place, phone_now, phone_page, phone_send
from bihuan.faces.workbench.walkthroughs.records import records


def walkthrough_urls() -> list[URLPattern]:
    return [
        *(url for place in (WINDOW, PATH) for url in _phone(place)),
        path("handling-logs/new/", evidence.bring_in, name="handling-logs-new"),
        path("handling-logs/<str:number>/", evidence.one_log, name="handling-logs-one"),
        path("handling-logs/<str:number>/log.xes", evidence.log_xes, name="handling-logs-xes"),
        path("walkthroughs/", coverage, name="walkthroughs"),
        path("walkthroughs/<str:code>/", records, name="walkthroughs-records"),
        *(url for kind in kinds().values() for url in _urls(kind)),
    ]


def _phone(place: Place) -> list[URLPattern]:
    return [
        path(f"{place.slug}/", phone_page(place), name=place.slug),
        path(f"{place.slug}/now/", phone_now(place), name=f"{place.slug}-now"),
        path(f"{place.slug}/<slug:verb>/", phone_send(place), name=f"{place.slug}-send"),
    ]


def _urls(kind: Kind) -> list[URLPattern]:
    making = makings().get(kind.slug)
    new = [path(f"{kind.slug}/new/", making_page(making), name=f"{kind.slug}-new")] if making else []
    return [
        path(f"{kind.slug}/", list_page(kind, may_open(kind)), name=kind.slug),
        *new,
        path(f"{kind.slug}/by-id/<int:pk>/", by_id(kind), name=f"{kind.slug}-by-id"),
        path(f"{kind.slug}/<str:number>/", one_page(kind), name=f"{kind.slug}-one"),
        path(f"{kind.slug}/<str:number>/<slug:verb>/", verb_page(kind.noun), name=f"{kind.slug}-verb"),
    ]
