"""The addresses of services on the workbench."""

from django.urls import URLPattern, path

from bihuan.faces.shared.verb_pages import verb_page
from bihuan.faces.workbench.making import making_page
from bihuan.faces.workbench.remedies.kinds import Kind
from bihuan.faces.workbench.remedies.views import by_id, list_page, one_page
from bihuan.faces.workbench.services import handlings, items, joints, numbers, tables
from bihuan.faces.workbench.services.kinds import service_kinds


def service_urls() -> list[URLPattern]:
    return [
        path("items/", items.items, name="items"),
        path("items/new/", making_page(items.OPENING), name="items-new"),
        path("items/report/", items.report, name="item-report"),
        path("items/export/", tables.export_items, name="items-export"),
        path("items/import/", tables.import_items, name="items-import"),
        path("items/figures/", numbers.service_figures, name="service-figures"),
        path("items/figures/<slug:code>/", numbers.service_figure, name="service-figure"),
        path("items/<str:number>/", items.item, name="item"),
        path("items/<str:number>/<slug:verb>/", verb_page(items.ITEMS), name="item-verb"),
        path("joints/", joints.joints, name="joints"),
        path("joints/new/", making_page(joints.DEFINING), name="joints-new"),
        path("joints/<str:code>/", joints.joint, name="joint"),
        path("joints/<str:number>/<slug:verb>/", verb_page(joints.JOINTS), name="joint-verb"),
        path("handlings/", handlings.handlings, name="handlings"),
        path("handlings/new/", making_page(handlings.RECORDING), name="handlings-new"),
        path("handlings/window-code.svg", handlings.window_code, name="window-code"),
        path("handlings/<str:number>/", handlings.handling, name="handling"),
        path("handlings/<str:number>/code.svg", handlings.handling_code, name="handling-code"),
        path("handlings/<str:number>/<slug:verb>/", verb_page(handlings.HANDLINGS), name="handling-verb"),
        *(url for kind in service_kinds().values() for url in _urls(kind)),
    ]


def _urls(kind: Kind) -> list[URLPattern]:
    return [
        path(f"{kind.slug}/", list_page(kind), name=kind.slug),
        path(f"{kind.slug}/by-id/<int:pk>/", by_id(kind), name=f"{kind.slug}-by-id"),
        path(f"{kind.slug}/<str:number>/", one_page(kind), name=f"{kind.slug}-one"),
        path(f"{kind.slug}/<str:number>/<slug:verb>/", verb_page(kind.noun), name=f"{kind.slug}-verb"),
    ]
