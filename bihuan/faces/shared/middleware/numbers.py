"""Every request has a number: in the log lines, in the answer's header, on the error page."""

import re
from collections.abc import Callable
from uuid import uuid4

import structlog
from django.http import HttpResponse

from bihuan.faces.shared.requests import Request

WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")


class NumberMiddleware:
    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        number = given if WELL_FORMED.fullmatch(given) else uuid4().hex[:16]
        request.number = number
        with structlog.contextvars.bound_contextvars(request=number):
            response = self.get_response(request)
        response["X-Request-Id"] = number
        return response
