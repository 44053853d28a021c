"""How a body is read: JSON and nothing else, and as JSON says it (no NaN)."""

import json
from typing import Any, NoReturn, cast

from django.http import HttpRequest
from ninja.parser import Parser

from bihuan.kernel.refusals import Refusal


class WrongType(Refusal):
    """A body in a form that this address does not read."""

    status = 415
    title = "格式不支持"


class JsonParser(Parser):
    """A body without a Content-Type is taken for JSON; one that says something else is refused, not guessed at."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        kind = request.content_type or "application/json"
        if kind != "application/json" and not kind.endswith("+json"):
            raise WrongType(
                "not_json_type",
                "请求的内容类型不是 JSON。",
                "请用 Content-Type: application/json 发送；文件请用上传接口。",
            )
        return cast(dict[str, Any], json.loads(request.body, parse_constant=_refuse))


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
