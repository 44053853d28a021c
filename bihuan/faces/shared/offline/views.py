"""What the phone asks of the server besides the forms' own addresses."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bihuan.faces.shared.offline.owners import owner_of
from bihuan.faces.shared.offline.worker import worker_source
from bihuan.faces.shared.requests import Request

KEEP = "X-Offline"  # an answer with this header may be kept on the phone


def offline_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a page that may be opened without a network. Only for blank forms: it must show nothing about any reporter or case."""

    @wraps(view)
    def marked(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and request.method == "GET" and not request.GET:
            response[KEEP] = "page"
        return response

    return marked


@never_cache
@require_safe
def token(request: Request) -> JsonResponse:
    """A fresh CSRF token, and whose session this is: the phone sends only what this very person wrote."""
    return JsonResponse({"token": get_token(request), "owner": owner_of(request.actor)})


@require_safe
def service_worker(request: Request) -> HttpResponse:
    """The worker, at the root so that it serves the whole site."""
    response = HttpResponse(worker_source(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Service-Worker-Allowed"] = "/"
    return response


@require_safe
def offline(request: Request) -> HttpResponse:
    """Shown for a page that cannot be reached: what waits on this phone."""
    response = render(request, "shared/offline.html")
    response[KEEP] = "page"
    return response
