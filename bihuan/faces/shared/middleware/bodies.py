"""A body that is too large is refused before a byte of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from bihuan.faces.shared.answers import refusal_response
from bihuan.faces.shared.troubles import TooLarge


class BodyMiddleware:
    """Comes before everything that looks into a form. The largest single file decides (a video), not memory: files go to the disk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) <= settings.BODY_MEGABYTES * 1024**2:
            return self.get_response(request)
        request._mark_post_parse_error()  # type: ignore[attr-defined]  # so that the error page does not read the body either
        sentence = f"一次最多发送 {settings.BODY_MEGABYTES} MB，这次的内容太大。"
        response = refusal_response(
            request, TooLarge("too_large", sentence, "请把文件分几次发送，或先压缩视频。")
        )
        response["Connection"] = "close"
        return response
