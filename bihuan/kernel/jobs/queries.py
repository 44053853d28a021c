"""How the jobs are doing: for the page of whoever looks after the system, and for the readiness check."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from bihuan.kernel.jobs.models import Job

LATE = timedelta(minutes=15)


def failing_jobs() -> QuerySet[Job]:
    """Those whose last run failed in part or whole, the longest failing first."""
    return Job.objects.filter(failing_since__isnull=False).order_by("failing_since")


def late_jobs(*, at: datetime) -> QuerySet[Job]:
    """Those that should have run a quarter of an hour ago: no worker is running, or it does not get to them."""
    return Job.objects.filter(next_at__lt=at - LATE).exclude(leased_until__gt=at).order_by("next_at")
