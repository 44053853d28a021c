"""The items behind a figure of the catalogue, for leaders. Items are public: nothing is narrowed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.services.figures import MEASURES
from bihuan.faces.dashboard.guards import readers
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Period, spoken
from bihuan.kernel.refusals import NotVisible

PARTS = {"": "全部（分母）", "above": "计入的（分子）", "rest": "没有计入的"}


@readers()
@require_safe
def service_records(request: Request) -> HttpResponse:
    """`figure`, `of`, `part`."""
    stock = MEASURES.get(request.GET.get("figure", ""))
    if stock is None:
        raise NotVisible("no_such_figure", "没有这个指标。", "")
    of, part = request.GET.get("of", "")[:80], request.GET.get("part", "")
    period = Period.day(day_of(request.at))
    records = stock.records(period, request.at, of, part if part in PARTS else "")
    context = {
        "stock": stock,
        "said": spoken(stock.figure.value(period, request.at, of), period),
        "of": of,
        "part": part,
        "parts": PARTS.items(),
        "page": page_of(records.select_related("item__unit"), request, order=("item_id",)),
    }
    return render(request, "dashboard/service_records.html", context)
