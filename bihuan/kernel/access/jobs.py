"""Sessions that are over are not kept."""

from datetime import datetime, time

from django.contrib.sessions.backends.db import SessionStore

from bihuan.kernel.access import Actor
from bihuan.kernel.jobs.tasks import Daily, JobReport, Task


def forget_sessions(by: Actor, at: datetime) -> JobReport:
    """By the machine's clock, as sessions are made: the demo's may be moved."""
    SessionStore.clear_expired()
    return JobReport(done=1)


TASKS = (Task("sessions.forget", forget_sessions, every=Daily(time(3, 50))),)
