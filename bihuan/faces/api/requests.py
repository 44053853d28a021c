"""What every write needs: the key that makes it happen once, and the version that its author saw."""

import re
import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Malformed, MissingVersion
from bihuan.kernel.submissions import once
from bihuan.kernel.submissions.fingerprints import fingerprint

KEY_HEADER: dict[str, Any] = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "一次请求一个键；重发时用同一个键，就只办一次，得到同样的回答。不带则每次都算新的请求。",
    "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"},
}
SEEN_HEADER: dict[str, Any] = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "description": "读到这一件时的 ETag。必须带：不带答 428，已被他人更新答 412。",
    "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
}
ETAG_HEADER: dict[str, Any] = {
    "ETag": {"description": "这一件的版本。", "schema": {"type": "string", "pattern": '^"[0-9]+"$'}}
}
_ETAG = re.compile(r'^(?:W/)?"?(\d{1,9})"?$')


def actor_key(actor: Actor) -> str:
    """Whose idempotency keys these are."""
    return f"token:{actor.token_id}"


def key_of(request: Request) -> str:
    """The Idempotency-Key. Without one the request is a one-off: sent again it registers again."""
    return request.headers.get("Idempotency-Key", "").strip() or f"once:{uuid.uuid4()}"


def fingerprint_of(request: Request) -> str:
    """What was asked: path and body."""
    return fingerprint(request.path.encode() + b"\n" + request.body)


def once_for(
    request: Request, actor: Actor, do: Callable[[], dict[str, Any]], *, key: str = "", asked: str = ""
) -> dict[str, Any]:
    """Do it once per key of this caller (`key`: where none was sent); sent again it gets the same answer. `asked`: the fingerprint of a form
    with a file, whose body is read only once."""
    return once(
        key=key or key_of(request),
        actor=actor_key(actor),
        fingerprint=asked or fingerprint_of(request),
        at=request.at,
        do=do,
    )


def seen_of(request: Request) -> int:
    """The version in If-Match."""
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise MissingVersion
    found = _ETAG.match(header)
    if found is None:
        raise Malformed("bad_if_match", "If-Match 不是本接口给出的 ETag。", "请先读取，再带上它的 ETag。")
    return int(found.group(1))


def with_etag(response: HttpResponse, version: int) -> None:
    """The version as a strong ETag."""
    response["ETag"] = f'"{version}"'


def described(errors: dict[str, Any], *parameters: dict[str, Any], etag: int = 0) -> dict[str, Any]:
    """`openapi_extra`: these errors, these request headers, and an ETag on the answer of status `etag`."""
    answers = dict(errors["responses"]) | ({etag: {"headers": ETAG_HEADER}} if etag else {})
    return {"responses": answers, "parameters": [dict(parameter) for parameter in parameters]}
