"""One line per request: which page, how it ended, how long it took. The page is named by its route, so no number of a case is logged."""

import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

log = structlog.get_logger("bihuan.requests")


class RequestLogMiddleware:
    """Comes right after the middleware that numbers requests, so that every line carries the number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        response = self.get_response(request)
        milliseconds = round((time.perf_counter() - start) * 1000)
        match = request.resolver_match
        route = match.route if match else "-"
        log.info("request", method=request.method, route=route, status=response.status_code, ms=milliseconds)
        return response
