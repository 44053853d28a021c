"""Who runs something until when. Claim, renew and release are conditional UPDATEs: whoever changed a row has it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.db.models import Model, Q, QuerySet

Now = Callable[[], datetime]


class LeaseLost(Exception):
    """Another worker has it now: stop at once, write nothing more."""


class Stopping(Exception):
    """The worker was asked to stop: end between two items; the rest waits for the next run."""


class Lease:
    """The right to work on one row (or none: work without a row, in tests and commands)."""

    def __init__(
        self,
        rows: QuerySet[Model] | None,
        length: timedelta,
        *,
        now: Now,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self.rows = rows
        self.length = length
        self.now = now
        self.stopping = stopping
        self._renewed = time.monotonic()

    def go_on(self) -> None:
        """Called between items. Renews when a quarter of the lease is used up; raises LeaseLost or Stopping."""
        if self.stopping():
            raise Stopping
        if time.monotonic() - self._renewed > self.length.total_seconds() / 4:
            self.renew()

    def renew(self) -> None:
        """Hold it for another length."""
        if self.rows is not None and not self.rows.update(leased_until=self.now() + self.length):
            raise LeaseLost
        self._renewed = time.monotonic()


def free(at: datetime) -> Q:
    """Nobody has it, or whoever had it is gone."""
    return Q(leased_until=None) | Q(leased_until__lte=at)


_current: ContextVar[Lease | None] = ContextVar("lease", default=None)


@contextmanager
def holding(lease: Lease) -> Iterator[None]:
    """While this lasts, `for_each` renews this lease."""
    token = _current.set(lease)
    try:
        yield
    finally:
        _current.reset(token)


def go_on() -> None:
    """Between two items: may the run go on? Without a lease it may."""
    lease = _current.get()
    if lease is not None:
        lease.go_on()
