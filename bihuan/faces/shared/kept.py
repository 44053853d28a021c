"""What a person typed is never lost to an error: the error page shows it and, where that is safe, sends it again."""

from dataclasses import dataclass

from django.http import HttpRequest

from bihuan.faces.shared.requests import came_from_here

SECRET_WORDS = ("password", "csrf", "code", "token", "secret")
SHOWN_FROM = 2  # characters; shorter values are switches and numbers that nobody would type again


@dataclass(frozen=True, slots=True)
class Kept:
    """The fields of a form that could not be taken. `again` is the URL to which they may be sent once more, or empty."""

    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    again: str

    @property
    def texts(self) -> tuple[str, ...]:
        """Those worth reading and copying."""
        return tuple(
            value for name, value in self.fields if len(value) >= SHOWN_FROM and not _is_machine(name)
        )


def kept_of(request: HttpRequest) -> Kept | None:
    """The content of a POST, without secrets. Files cannot be kept; their names can. None: nothing was typed."""
    if request.method != "POST":
        return None
    try:
        post, files = request.POST, request.FILES
    except Exception:  # the body itself was the error: too large, broken off
        return None
    fields = tuple((n, str(v)) for n, vs in post.lists() for v in vs if not _is_secret(n))
    names = tuple(f.name or "" for _, uploads in files.lists() for f in uploads)
    if not fields:
        return None
    return Kept(fields, names, request.get_full_path() if came_from_here(request) else "")


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in SECRET_WORDS)


def _is_machine(name: str) -> bool:
    return name in ("submission_key", "seen") or name.endswith("_id")
