"""Files on their way out: asked through the gate every time, never run by a browser, in parts where a player seeks.

A face's view is one line: `return file_response(request, actor=request.actor, key=key)`.
"""

import re
from pathlib import PurePosixPath
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.gates import open_for
from bihuan.kernel.attachments.kinds import KINDS
from bihuan.kernel.attachments.models import Attachment

# Nothing in a file may run, load or post anything, whatever it pretends to be.
SANDBOX = "default-src 'none'; img-src 'self'; media-src 'self'; frame-ancestors 'none'; sandbox"
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def file_response(
    request: HttpRequest, *, actor: Actor, key: str, download: bool = False
) -> HttpResponseBase:
    """One file for this actor, or NotVisible. Pictures and recordings are shown in the page, everything else is downloaded."""
    attachment, content = open_for(actor, key)
    etag = f'"{attachment.sha256}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        content.close()
        return _guarded(unchanged, etag)
    asked = request.headers.get("Range", "") if request.headers.get("If-Range", etag) == etag else ""
    part = part_of(asked, attachment.size)
    if part == (0, 0):
        content.close()
        nothing = HttpResponse(status=416, headers={"Content-Range": f"bytes */{attachment.size}"})
        return _guarded(nothing, etag)
    start, end = part or (0, attachment.size)
    content.seek(start)
    kind = KINDS[attachment.kind]
    response = FileResponse(
        Part(content, end - start),
        as_attachment=download or not kind.shown,
        filename=shown_name(attachment),
        content_type=kind.content_type,
        status=206 if part else 200,
    )
    response["Content-Length"] = str(end - start)
    response["Accept-Ranges"] = "bytes"
    if part:
        response["Content-Range"] = f"bytes {start}-{end - 1}/{attachment.size}"
    return _guarded(response, etag)


def part_of(asked: str, size: int) -> tuple[int, int] | None:
    """Start and end of the one part that a Range header asks for; None: the whole; (0, 0): there is no such part."""
    found = _RANGE.fullmatch(asked.strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        return (max(size - int(last), 0), size) if int(last) else (0, 0)
    start, end = int(first), min(int(last) + 1, size) if last else size
    if last and int(last) < int(first):
        return None
    return (start, end) if start < size else (0, 0)


def shown_name(attachment: Attachment) -> str:
    """What the giver called it, with the extension of what it really is."""
    stem = PurePosixPath(attachment.original_name).stem.strip(". ") or f"附件{attachment.pk}"
    return f"{stem}.{attachment.kind}"


class Part:
    """The next so many bytes of an open file."""

    def __init__(self, content: IO[bytes], length: int) -> None:
        self._content, self._left = content, length

    def read(self, size: int = -1) -> bytes:
        """At most size bytes, and none beyond the part."""
        piece = self._content.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        """Give the file back; the response calls it."""
        self._content.close()


def _guarded(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    # A browser may keep it, and must ask again each time: what one may see changes.
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Referrer-Policy"] = "no-referrer"
    return response
