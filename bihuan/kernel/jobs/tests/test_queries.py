from collections.abc import Callable
from datetime import timedelta

from bihuan.kernel.jobs.models import Job
from bihuan.kernel.jobs.queries import failing_jobs, late_jobs
from bihuan.kernel.jobs.runs import run_if_due
from bihuan.kernel.jobs.tasks import JobReport, Task
from bihuan.kernel.jobs.tests.conftest import AT, Clock, Counting


def test_a_job_that_fails_is_listed(enlisted: Callable[..., Task], clock: Clock) -> None:
    run_if_due(enlisted(Counting(JobReport(failed=1))), now=clock)
    assert [job.name for job in failing_jobs()] == ["test.task"]


def test_a_job_that_nobody_runs_is_late_unless_somebody_is_at_it(enlisted: Callable[..., Task]) -> None:
    enlisted(Counting())
    assert not late_jobs(at=AT + timedelta(minutes=15))
    late = AT + timedelta(minutes=16)
    assert [job.name for job in late_jobs(at=late)] == ["test.task"]
    Job.objects.update(leased_until=late + timedelta(minutes=1))
    assert not late_jobs(at=late)
