"""Files that nobody attached are not kept."""

from datetime import datetime, time

from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.sweeping import remove_orphans
from bihuan.kernel.jobs.tasks import Daily, JobReport, Task


def sweep_files(by: Actor, at: datetime) -> JobReport:
    """Remove files that were never attached, and bytes that no row knows."""
    return JobReport(done=remove_orphans(at))


TASKS = (Task("attachments.sweep", sweep_files, every=Daily(time(3, 10))),)
