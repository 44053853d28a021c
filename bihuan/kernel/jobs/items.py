"""One action per item: one failure does not stop the rest, and is seen."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog
from django.db import InterfaceError, OperationalError, connection

from bihuan.kernel.jobs.faults import said_of
from bihuan.kernel.jobs.leases import Stopping, go_on
from bihuan.kernel.jobs.tasks import JobReport
from bihuan.kernel.refusals import Refusal

log = structlog.get_logger(__name__)
T = TypeVar("T")


def for_each(items: Iterable[T], do: Callable[[T], object], *, name: Callable[[T], str] = str) -> JobReport:
    """Call `do` for every item, each in its own transaction, renewing the lease between them.

    A refusal means that somebody else acted first: counted, not a failure. Any other exception is logged and counted under the
    item's name (`name`: an id, never a person). When the database is gone, or the lease, the run ends here.
    """
    report = JobReport()
    for item in items:
        try:
            go_on()
        except Stopping:
            return report.and_more()
        report += _one(item, do, name)
    return report


def _one(item: T, do: Callable[[T], object], name: Callable[[T], str]) -> JobReport:
    try:
        do(item)
    except Refusal as refusal:
        log.info("job_item_refused", item=name(item), code=refusal.code)
        return JobReport(refused=1)
    except Exception as failure:
        if isinstance(failure, OperationalError | InterfaceError) and not _database_answers():
            raise
        said = f"{name(item)}: {said_of(failure)}"
        log.error("job_item_failed", said=said)
        return JobReport(failed=1, errors=(said,))
    return JobReport(done=1)


def _database_answers() -> bool:
    """A row that does not fit fails alone; a database that is gone fails everything."""
    try:
        connection.ensure_connection()
        return connection.is_usable()
    except (OperationalError, InterfaceError):
        return False
