"""What faces leave behind and nobody needs any more."""

from datetime import datetime, time

from bihuan.faces.shared.rates import forget_rates
from bihuan.kernel.access import Actor
from bihuan.kernel.jobs.tasks import Daily, JobReport, Task


def forget_windows(by: Actor, at: datetime) -> JobReport:
    """Counters of windows that are over."""
    return JobReport(done=forget_rates(at=at))


TASKS = (Task("rates.forget", forget_windows, every=Daily(time(3, 40))),)
