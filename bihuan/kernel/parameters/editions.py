"""The edition of everything that is data: read once per request and job, the key of in-process caches."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import F

from bihuan.kernel.parameters.models import Edition

_held: ContextVar[int | None] = ContextVar("edition", default=None)


def edition() -> int:
    """The number in force. Inside `one_edition()` it is read once."""
    held = _held.get()
    return held if held is not None else _read()


def _read() -> int:
    return Edition.objects.filter(pk=1).values_list("number", flat=True).first() or 1


@contextmanager
def one_edition() -> Iterator[int]:
    """One request or one job sees one edition from beginning to end; within another, it is the other's."""
    number = edition()
    token = _held.set(number)
    try:
        yield number
    finally:
        _held.reset(token)


def bump_edition() -> int:
    """Something was activated: caches made before are stale. Called inside the activating transaction.

    The step is random: a number that was rolled back must not come again for other data, since what a process cached under it
    would then be taken for true.
    """
    Edition.objects.get_or_create(pk=1)
    Edition.objects.filter(pk=1).update(number=F("number") + 1 + secrets.randbelow(1_000_000))
    number = _read()
    if _held.get() is not None:
        _held.set(number)
    return number
