"""Django's own ways to fail, in our words. Named in `bihuan.urls` (handler400 …) and in settings (CSRF_FAILURE_VIEW)."""

import sys

from django.http import HttpRequest, HttpResponse

from bihuan.faces.shared.answers import refusal_response
from bihuan.faces.shared.troubles import trouble_of
from bihuan.kernel.refusals import NotAllowed, NotVisible, Refusal


class BadRequest(Refusal):
    """The request itself cannot be read."""

    status = 400
    title = "请求有误"


class Broken(Refusal):
    """A mistake of ours."""

    status = 500
    title = "系统出错了"


class WrongMethod(Refusal):
    """This address does not take this method."""

    status = 405
    title = "不支持这种操作"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    refusal = trouble_of(exception) or BadRequest(
        "bad_request", "系统没有看懂这个请求。", "请返回上一页再试。"
    )
    return refusal_response(request, refusal)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal_response(
        request, NotAllowed("not_allowed", "您没有权限做这件事。", "如有需要，请联系管理员。")
    )


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal_response(request, NotVisible())


def server_error(request: HttpRequest) -> HttpResponse:
    """Also answers for what fails inside middleware, where no other handler reaches: a database that is gone is 503."""
    refusal = trouble_of(sys.exc_info()[1])
    if refusal is None:
        number = getattr(request, "number", "")
        refusal = Broken(
            "broken", "系统出错了，已经记录下来。", f"请过一会儿再试；仍不行时，报这个编号：{number}"
        )
    return refusal_response(request, refusal)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page lay open too long, or cookies are off, or another site sent it."""
    return refusal_response(
        request,
        NotAllowed(
            "csrf",
            "页面放得太久，系统需要您再确认一次。",
            "请再点一次发送；仍不行时，请检查浏览器是否禁用了 Cookie。",
        ),
    )
