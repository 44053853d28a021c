"""Delivery: resolve what was queued, then send what is due."""

from datetime import datetime, timedelta

from bihuan.kernel.access import Actor
from bihuan.kernel.jobs.tasks import JobReport, Task
from bihuan.kernel.notices.resolving import resolve_notices
from bihuan.kernel.notices.sending import send_deliveries


def deliver_notices(by: Actor, at: datetime) -> JobReport:
    """Every few seconds: at least once, and once to a person."""
    return resolve_notices(at=at) + send_deliveries(at=at)


TASKS = (Task("notices.deliver", deliver_notices, every=timedelta(seconds=5)),)
