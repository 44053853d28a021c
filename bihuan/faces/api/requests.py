"""What every write needs: the key that makes it happen once, and the version that its author saw."""

import re

from django.http import HttpResponse

from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Malformed, MissingVersion
from bihuan.kernel.submissions.fingerprints import fingerprint

_ETAG = re.compile(r'^(?:W/)?"?(\d{1,9})"?$')


def actor_key(actor: Actor) -> str:
    """Whose idempotency keys these are."""
    return f"token:{actor.token_id}"


def key_of(request: Request) -> str:
    """The Idempotency-Key; required where something is made."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key:
        raise Malformed("no_key", "缺少 Idempotency-Key。", "请为每个新的请求换一个唯一的键,重发时用同一个。")
    return key


def fingerprint_of(request: Request) -> str:
    """What was asked: path and body."""
    return fingerprint(request.path.encode() + b"\n" + request.body)


def seen_of(request: Request) -> int:
    """The version in If-Match."""
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise MissingVersion
    found = _ETAG.match(header)
    if found is None:
        raise Malformed("bad_if_match", "If-Match 不是本接口给出的 ETag。", "请先读取,再带上它的 ETag。")
    return int(found.group(1))


def with_etag(response: HttpResponse, version: int) -> None:
    """The version as a strong ETag."""
    response["ETag"] = f'"{version}"'
