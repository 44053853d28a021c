"""Kinds of long work that can be asked for. A room registers them in its `requests.py`."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

from bihuan.kernel.jobs.leases import Lease
from bihuan.kernel.jobs.models import Request
from bihuan.kernel.rooms import import_from_rooms

SAVED_EVERY_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of it: an attachment to fetch, and counts or sentences for the owner (no personal data)."""

    result_id: int | None = None
    outcome: Mapping[str, Any] = field(default_factory=dict)


class Progress:
    """How far a request is. Called between items: it renews the lease, and ends the run where the worker stops or the owner cancelled."""

    def __init__(self, request: Request, lease: Lease) -> None:
        self._request = request
        self._lease = lease
        self._saved = 0.0

    def __call__(self, done: int, total: int | None = None) -> None:
        """`done` of `total` items; written twice a second at most."""
        if time.monotonic() - self._saved >= SAVED_EVERY_SECONDS:
            self._write(done=done, **({} if total is None else {"total": total}))
            self._saved = time.monotonic()
            self._lease.renew()
        self._lease.go_on()

    def checkpoint(self, **reached: Any) -> None:
        """Keep how far it came, inside the transaction of the work itself; a rerun finds it in `request.checkpoint`."""
        self._request.checkpoint = {**self._request.checkpoint, **reached}
        self._write(checkpoint=self._request.checkpoint)

    def _write(self, **values: Any) -> None:
        Request.objects.filter(pk=self._request.pk, holder=self._request.holder).update(**values)


@dataclass(frozen=True, slots=True)
class RequestKind:
    """One kind. `run(request, progress)` may be cut off anywhere and run again: it goes on from `request.checkpoint` or repeats safely."""

    code: str
    label: str
    run: Callable[[Request, Progress], Finished]
    attempts: int = 3
    lease: timedelta = timedelta(minutes=5)


_registered: dict[str, RequestKind] = {}


def register_request_kind(kind: RequestKind) -> RequestKind:
    """Make a kind known. A code is registered once."""
    if kind.code in _registered:
        raise ValueError(f"request kind {kind.code!r} is registered twice")
    _registered[kind.code] = kind
    return kind


@cache
def _load() -> None:
    import_from_rooms("requests")


def request_kinds() -> Mapping[str, RequestKind]:
    """All kinds by code."""
    _load()
    return _registered
