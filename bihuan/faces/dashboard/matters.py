"""The joint matters behind a figure, narrowed to what this actor sees. Who applied is not told here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.services.figures import JOINED
from bihuan.domain.services.queries.matters import matters_visible_to
from bihuan.faces.dashboard.guards import readers
from bihuan.faces.dashboard.scopes import scope_of
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.kernel.figures import spoken
from bihuan.kernel.refusals import NotVisible

PARTS = {"": "全部（分母）", "above": "计入的（分子）", "rest": "没有计入的"}


@readers()
@require_safe
def matter_records(request: Request) -> HttpResponse:
    """`figure`, `part`; the rest of the URL is the scope."""
    tally = JOINED.get(request.GET.get("figure", ""))
    if tally is None:
        raise NotVisible("no_such_figure", "没有这个指标。", "")
    scope, part = scope_of(request), request.GET.get("part", "")
    behind = tally.records(scope.period, request.at, scope.of, part if part in PARTS else "")
    found = matters_visible_to(request.actor).filter(pk__in=behind.values("pk"))
    links = request.GET.copy()
    for name in ("cursor", "part"):
        links.pop(name, None)
    context = {
        "figure": tally.figure,
        "scope": scope,
        "said": spoken(tally.value(scope.period, request.at, scope.of), scope.period),
        "part": part,
        "parts": PARTS.items(),
        "query": links.urlencode(),
        "page": page_of(found.select_related("joint__window"), request, order=("-id",)),
    }
    return render(request, "dashboard/matter_records.html", context)
