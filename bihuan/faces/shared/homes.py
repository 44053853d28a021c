"""Where a subject has its page: asked by what knows only `Subject("case", 31)`, such as messages, approvals and search."""

from collections.abc import Callable

from django.urls import NoReverseMatch

from bihuan.kernel.journal.subjects import Subject

_HOMES: dict[str, Callable[[int], str]] = {}


def register_home(kind: str, url_of: Callable[[int], str]) -> None:
    """In the owning face's `ready`: `register_home("case", lambda pk: reverse("workbench:case-by-id", args=[pk]))`."""
    _HOMES[kind] = url_of


def url_of(subject: Subject) -> str:
    """Empty where nobody shows this kind on this machine."""
    find = _HOMES.get(subject.kind)
    if find is None:
        return ""
    try:
        return find(subject.id)
    except NoReverseMatch:
        return ""
