"""A refusal becomes a page for a person or problem details (RFC 9457) for a program. One place, every face."""

from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from bihuan.faces.shared.context import LARGE_PRINT
from bihuan.faces.shared.kept import kept_of
from bihuan.faces.shared.nav import footer_links
from bihuan.faces.shared.requests import wants_json
from bihuan.kernel.refusals import Refusal

PROBLEM = "application/problem+json"
Answer = TypeVar("Answer", bound=HttpResponse)


def problem_response(refusal: Refusal) -> JsonResponse:
    """The refusal for a program."""
    response = JsonResponse(
        refusal.problem(),
        status=refusal.status,
        content_type=PROBLEM,
        json_dumps_params={"ensure_ascii": False},
    )
    return _with_headers(response, refusal)


def page_response(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal for a person. The page reads no database: it must also work when there is none."""
    context: dict[str, Any] = {
        "refusal": refusal,
        "kept": kept_of(request),
        "csrf_token": get_token(request),
        "request": request,
        "home": home_of(request),
        "is_public": home_of(request) == "/",
        "site_name": settings.SITE_NAME,
        "footer_links": footer_links,
        "large_print": request.COOKIES.get(LARGE_PRINT) == "1",
    }
    html = render_to_string("shared/error.html", context)
    return _with_headers(HttpResponse(html, status=refusal.status), refusal)


def refusal_response(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """What this client understands."""
    if wants_json(request):
        return problem_response(refusal)
    return page_response(request, refusal)


def home_of(request: HttpRequest) -> str:
    """Where a lost visitor can begin again."""
    first = request.path.split("/")[1]
    return f"/{first}/" if first in ("work", "dashboard") else "/"


def _with_headers(response: Answer, refusal: Refusal) -> Answer:
    """When to come back, where the refusal knows it."""
    if retry_after := getattr(refusal, "retry_after", None):
        response["Retry-After"] = str(retry_after)
    response["Cache-Control"] = "no-store"
    return response
