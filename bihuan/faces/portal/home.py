"""The first page: what can I do here; and answers to questions that were asked before."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.faces.portal.knowledge import themes_of
from bihuan.faces.shared.requests import Request


@require_safe
def home(request: Request) -> HttpResponse:
    return render(request, "portal/home.html", {"themes": themes_of(request.at)[:8]})
