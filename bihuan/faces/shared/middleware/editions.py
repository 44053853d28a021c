"""One request sees one edition of the parameters from beginning to end."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from bihuan.kernel.parameters.editions import one_edition

# These answer without the database: a probe that hangs with it would restart a healthy process.
WITHOUT_DATABASE = ("/healthz", "/api/v1/healthz", "/sw.js")


class EditionMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in WITHOUT_DATABASE:
            return self.get_response(request)
        with one_edition():
            return self.get_response(request)
