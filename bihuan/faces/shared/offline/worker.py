"""The service worker's text: our script after a line that names the static files of this version."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static

SCRIPT = "bihuan/sw.js"
KEPT = [
    "vendor/tabler.min.css",
    "bihuan/tokens.css",
    "bihuan/bihuan.css",
    "bihuan/components.css",
    "vendor/icons.svg",
    "bihuan/mark.svg",
    "bihuan/bihuan.js",
    "bihuan/queue.js",
    "bihuan/offline.js",
    "django_htmx/htmx-2.min.js",
]


def keep_offline(*names: str) -> None:
    """A face's own files that its offline pages need; called when the face is made ready."""
    KEPT.extend(name for name in names if name not in KEPT)


@cache
def worker_source() -> str:
    """Changes whenever one of the kept files changes, so that phones fetch the new ones."""
    digest = hashlib.sha256()
    for name in [*KEPT, SCRIPT]:
        digest.update(_content(name))
    kept = json.dumps({"version": digest.hexdigest()[:12], "files": [static(name) for name in KEPT]})
    return f"const KEPT = {kept};\n{_content('bihuan/queue.js').decode()}\n{_content(SCRIPT).decode()}"


def _content(name: str) -> bytes:
    """The file as developers see it; production finds it in the same place, whatever its public name."""
    found = finders.find(name)
    return Path(found).read_bytes() if isinstance(found, str) else b""
