"""My messages: what the system told this person, newest first."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.faces.shared.requests import Request


@login_required
@require_safe
def notices(request: Request) -> HttpResponse:
    return render(request, "shared/notices.html", {"notices": []})
