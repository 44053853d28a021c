"""What a view refuses or cannot reach becomes an answer; a bare 405 becomes a page or a problem."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from bihuan.faces.shared.answers import refusal_response
from bihuan.faces.shared.error_views import WrongMethod
from bihuan.faces.shared.troubles import trouble_of
from bihuan.kernel.refusals import NotVisible


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            # No text of ours holds NUL and PostgreSQL cannot look for it.
            return refusal_response(request, NotVisible())
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            return self._wrong_method(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        refusal = trouble_of(exception)
        return refusal_response(request, refusal) if refusal else None

    def _wrong_method(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = refusal_response(
            request, WrongMethod("wrong_method", "这个地址不支持这种操作。", "请从页面上的按钮进入。")
        )
        answer["Allow"] = response["Allow"]
        return answer
