"""Delivery: resolve what was queued, then send what is due."""

from datetime import datetime, time, timedelta

from bihuan.kernel.access import Actor
from bihuan.kernel.jobs.tasks import Daily, JobReport, Task
from bihuan.kernel.notices.forgetting import forget_notices
from bihuan.kernel.notices.resolving import resolve_notices
from bihuan.kernel.notices.sending import send_deliveries


def deliver_notices(by: Actor, at: datetime) -> JobReport:
    """Every few seconds: at least once, and once to a person."""
    return resolve_notices(at=at) + send_deliveries(at=at)


def forget_old_notices(by: Actor, at: datetime) -> JobReport:
    """Delete notices that are older than the city keeps them."""
    return forget_notices(at=at)


TASKS = (
    Task("notices.deliver", deliver_notices, every=timedelta(seconds=5)),
    Task("notices.forget", forget_old_notices, every=Daily(time(3, 40))),
)
