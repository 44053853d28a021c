"""Every error is problem details (RFC 9457), declared in the OpenAPI document."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from bihuan.faces.api.auth import Unauthenticated
from bihuan.faces.shared.answers import problem_response
from bihuan.faces.shared.pydantic_zh import malformed
from bihuan.kernel.refusals import Malformed, NotVisible, Refusal

SENTENCES = {
    400: "请求不合规，或内容不是正确的 JSON。",
    401: "没有有效的令牌。",
    403: "没有权限。",
    404: "没有找到。",
    405: "这个地址不支持这种操作。",
    409: "当前状态不能这样做。",
    412: "内容已被他人更新。",
    413: "内容太大。",
    415: "内容类型不是 JSON。",
    422: "填写有误。",
    428: "缺少 If-Match。",
    429: "请求太频繁。",
    503: "系统繁忙，请稍后再试。",
}
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "fields": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}


def declared(*codes: int) -> dict[str, Any]:
    """`openapi_extra` that declares these error answers."""
    return {
        "responses": {
            code: {
                "description": SENTENCES[code],
                "content": {"application/problem+json": {"schema": PROBLEM}},
            }
            for code in codes
        }
    }


READS = declared(400, 401, 403, 404, 422, 429, 503)
MAKES = declared(400, 401, 403, 404, 409, 413, 415, 422, 429, 503)
UPLOADS = declared(400, 401, 403, 413, 422, 429, 503)
FORMS = declared(400, 401, 403, 404, 409, 413, 422, 429, 503)
WRITES = declared(400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429, 503)


class NotJson(Refusal):
    """The body could not be read at all."""

    status = 400
    title = "无法读取"


def answer_problems(api: NinjaAPI) -> None:
    """One shape for refusals, validation and what ninja itself raises."""
    handlers: dict[Any, Callable[[HttpRequest, Any], HttpResponse]] = {
        AuthenticationError: _stranger,
        Refusal: lambda request, refusal: problem_response(refusal),
        ValidationError: lambda request, error: problem_response(malformed(error.errors)),
        HttpError: _http,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    answer = problem_response(Unauthenticated())
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, Refusal):  # ours, raised while the body was read
        return problem_response(error.__cause__)
    if error.status_code == 404:
        return problem_response(NotVisible())
    if error.status_code == 400:
        return problem_response(NotJson("not_json", "请求内容不是正确的 JSON。", "请检查后重发。"))
    return problem_response(Malformed(sentence=SENTENCES.get(error.status_code, "请求有误。")))
