"""The first page: what can I do here; answers to questions that were asked before; what was solved."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.cases.queries.publishing import published
from bihuan.faces.portal.knowledge import themes_of
from bihuan.faces.shared.requests import Request

FEW = 3


@require_safe
def home(request: Request) -> HttpResponse:
    """Three things to do, and few words."""
    context = {"themes": themes_of(request.at)[:8], "finished": published().order_by("-id")[:FEW]}
    return render(request, "portal/home.html", context)
