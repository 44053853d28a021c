"""My messages: what the system told this person, newest first. Opening one marks it read, so it is a POST."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bihuan.faces.shared.homes import url_of
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.kernel.notices.actions import read_all_notices, read_notice
from bihuan.kernel.notices.queries import inbox_of


@login_required
@require_safe
def notices(request: Request) -> HttpResponse:
    page = page_of(inbox_of(request.actor), request, order=("-id",), size=30)
    return render(request, "shared/notices.html", {"page": page})


@login_required
@require_POST
def open_notice(request: Request, pk: int) -> HttpResponse:
    """Mark it read and go to what it is about."""
    delivery = read_notice(delivery_id=pk, by=request.actor, at=request.at)
    return redirect(url_of(delivery.entry.subject) or reverse("shared:notices"))


@login_required
@require_POST
def read_all(request: Request) -> HttpResponse:
    read_all_notices(by=request.actor, at=request.at)
    return redirect("shared:notices")
