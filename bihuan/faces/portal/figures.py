"""What the city publishes of itself: frozen numbers with their definition, never computed here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.faces.shared.requests import Request
from bihuan.kernel.figures import figure_of, figures, spoken
from bihuan.kernel.figures.queries import said_to_all

SHOWN = 50


@require_safe
def published(request: Request) -> HttpResponse:
    """The latest word on each; what was revised stays named."""
    said = said_to_all().filter(of="")
    rows = [
        {
            "figure": figure_of(one.code),
            "row": one,
            "said": spoken(one.value, one.over),
        }
        for one in said.order_by("-published_at", "-pk")[:SHOWN]
        if one.code in figures()
    ]
    return render(request, "portal/figures.html", {"rows": rows})
