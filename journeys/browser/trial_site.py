"""A page with one form that waits for a network, and nothing else of the product: what the offline queue does, without any mechanism."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from bihuan.faces.shared.offline.views import offline_page
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import actor_key, fingerprint_of
from bihuan.kernel.refusals import Malformed
from bihuan.kernel.submissions import once
from bihuan.urls import handler400, handler403, handler404, handler500
from bihuan.urls import urlpatterns as ours

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@offline_page
def report(request: Request) -> HttpResponse:
    if request.method == "POST":
        return _take(request)
    return render(request, "trial_report.html", {"marked": "public"})


@login_required
@offline_page
def visit(request: Request) -> HttpResponse:
    if request.method == "POST":
        return _take(request)
    return render(request, "trial_report.html", {"marked": "own"})


def _take(request: Request) -> HttpResponse:
    content = request.POST["content"]
    if content == "不收":
        raise Malformed(sentence="请写清楚是什么事。")

    def do() -> dict[str, Any]:
        photos = [upload.size for upload in request.FILES.getlist("photos")]
        return {"content": content, "photos": photos, "occurred_at": request.POST["occurred_at"]}

    once(
        key=request.POST["submission_key"],
        actor=actor_key(request.actor),
        fingerprint=fingerprint_of(request),
        at=request.at,
        do=do,
    )
    return redirect("trial-done")


def done(request: Request) -> HttpResponse:
    return render(request, "trial_report.html", {"done": True})


urlpatterns = [
    path("trial/report/", report),
    path("trial/visit/", visit),
    path("trial/done/", done, name="trial-done"),
    *ours,
]
