"""Keys that nobody will send again are forgotten."""

from datetime import datetime, time, timedelta

from bihuan.kernel.access import Actor
from bihuan.kernel.jobs.tasks import Daily, JobReport, Task
from bihuan.kernel.submissions.actions import forget_submissions

KEPT = timedelta(days=30)  # a phone that was offline for longer would send its form anew
AT_ONCE = 5_000


def forget_old_keys(by: Actor, at: datetime) -> JobReport:
    """Forget keys older than thirty days; imported rows stay known."""
    forgotten = forget_submissions(before=at - KEPT, limit=AT_ONCE)
    report = JobReport(done=forgotten)
    return report.and_more() if forgotten == AT_ONCE else report


TASKS = (Task("submissions.forget", forget_old_keys, every=Daily(time(3, 30))),)
