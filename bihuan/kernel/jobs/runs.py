"""One run of one task: claim, run, release."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.db.models import Q
from django.utils import timezone

from bihuan.kernel.access import Actor
from bihuan.kernel.jobs.faults import said_of
from bihuan.kernel.jobs.leases import Lease, LeaseLost, Now, Stopping, free, holding
from bihuan.kernel.jobs.models import Job
from bihuan.kernel.jobs.tasks import JobReport, Task, next_run
from bihuan.kernel.parameters.editions import one_edition

log = structlog.get_logger(__name__)
SOON = timedelta(seconds=1)


def run_if_due(task: Task, *, now: Now, stopping: Callable[[], bool] = lambda: False) -> JobReport | None:
    """Run a task if it is due and nobody else runs it; what it did, or None."""
    at = now()
    holder = _claim(task, at)
    if holder is None:
        return None
    lease = Lease(Job.objects.filter(name=task.name, holder=holder), task.lease, now=now, stopping=stopping)
    try:
        with holding(lease), one_edition():
            report = task.run(Actor.calendar(task.name), at)
    except LeaseLost:
        log.warning("job_lease_lost", job=task.name)
        return None
    except Stopping:
        report = JobReport(more=True)
    except Exception as failure:
        log.error("job_failed", job=task.name, said=said_of(failure))
        report = JobReport(failed=1, errors=(said_of(failure),))
    _release(task, holder, report, at=at, now=now)
    return report


def _claim(task: Task, at: datetime) -> str | None:
    """The claim, or None where it is not due or somebody has it."""
    holder = secrets.token_hex(8)
    taken = Job.objects.filter(Q(name=task.name, next_at__lte=at), free(at)).update(
        holder=holder, leased_until=at + task.lease, last_started_at=at
    )
    return holder if taken else None


def _release(task: Task, holder: str, report: JobReport, *, at: datetime, now: Now) -> None:
    """Free it, say what happened, and set when it runs again: at once where there is more, else from the start of this run."""
    zone = timezone.get_default_timezone()
    due = at + SOON if report.more else next_run(task.every, at=at, zone=zone)
    mine = Job.objects.filter(name=task.name, holder=holder)
    mine.update(
        leased_until=None,
        holder="",
        next_at=due,
        last_finished_at=now(),
        last_done=report.done,
        last_refused=report.refused,
        last_failed=report.failed,
        last_error="\n".join(report.errors),
    )
    failing = Job.objects.filter(name=task.name)
    if report.failed:
        failing.filter(failing_since=None).update(failing_since=at)
    else:
        failing.exclude(failing_since=None).update(failing_since=None)


def enlist(tasks: tuple[Task, ...], *, at: datetime) -> None:
    """Give every task its row, due now where it is new."""
    Job.objects.bulk_create([Job(name=task.name, next_at=at) for task in tasks], ignore_conflicts=True)
