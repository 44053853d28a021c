from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bihuan.kernel.access import Actor
from bihuan.kernel.jobs.items import for_each
from bihuan.kernel.jobs.leases import Lease, LeaseLost, go_on
from bihuan.kernel.jobs.models import Job
from bihuan.kernel.jobs.runs import enlist, run_if_due
from bihuan.kernel.jobs.tasks import Daily, JobReport, Task, next_run
from bihuan.kernel.jobs.tests.conftest import AT, Clock, Counting
from bihuan.kernel.refusals import WrongState

CITY = ZoneInfo("Asia/Shanghai")
Enlist = Callable[..., Task]


def test_it_runs_as_the_calendar_and_then_waits(enlisted: Enlist, clock: Clock) -> None:
    run = Counting(JobReport(done=3))
    task = enlisted(run)
    assert run_if_due(task, now=clock) == JobReport(done=3)
    clock.forward(minutes=9)
    assert run_if_due(task, now=clock) is None
    clock.forward(minutes=1)
    run_if_due(task, now=clock)
    assert run.ran == [("test.task", AT), ("test.task", AT + timedelta(minutes=10))]
    assert Job.objects.get().last_done == 3


def test_more_to_do_is_done_at_once(enlisted: Enlist, clock: Clock) -> None:
    task = enlisted(Counting(JobReport(more=True)))
    run_if_due(task, now=clock)
    clock.forward(seconds=1)
    assert run_if_due(task, now=clock) is not None


def test_two_workers_run_it_once(enlisted: Enlist, clock: Clock) -> None:
    """While one runs it, the other finds it taken."""
    others: list[object] = []

    def run(by: Actor, at: datetime) -> JobReport:
        others.append(run_if_due(task, now=clock))
        return JobReport()

    task = enlisted(run)
    run_if_due(task, now=clock)
    assert others == [None]


def test_what_a_dead_worker_held_is_run_again_when_its_lease_ends(enlisted: Enlist, clock: Clock) -> None:
    run = Counting()
    task = enlisted(run)
    Job.objects.update(holder="dead", leased_until=AT + timedelta(minutes=5))
    assert run_if_due(task, now=clock) is None
    clock.forward(minutes=5)
    assert run_if_due(task, now=clock) is not None


def test_one_who_lost_the_lease_writes_nothing_more(enlisted: Enlist, clock: Clock) -> None:
    def run(by: Actor, at: datetime) -> JobReport:
        Job.objects.update(holder="another", last_done=7)
        raise LeaseLost

    assert run_if_due(enlisted(run), now=clock) is None
    job = Job.objects.get()
    assert (job.holder, job.last_done) == ("another", 7)


def test_the_lease_is_renewed_between_items(enlisted: Enlist, clock: Clock) -> None:
    until: list[datetime | None] = []

    def item(_: int) -> None:
        clock.forward(minutes=1)
        until.append(Job.objects.get().leased_until)

    def run(by: Actor, at: datetime) -> JobReport:
        return for_each(range(3), item)

    run_if_due(enlisted(run, lease=timedelta(seconds=0)), now=clock)  # a quarter of nothing has always passed
    assert until == [AT, AT + timedelta(minutes=1), AT + timedelta(minutes=2)]


def test_a_lease_that_another_took_is_lost(enlisted: Enlist, clock: Clock) -> None:
    enlisted(Counting())
    Job.objects.update(holder="another")
    lease = Lease(Job.objects.filter(holder="me"), timedelta(0), now=clock)
    with pytest.raises(LeaseLost):
        lease.go_on()


def test_asked_to_stop_it_ends_between_two_items(enlisted: Enlist, clock: Clock) -> None:
    seen: list[int] = []

    def run(by: Actor, at: datetime) -> JobReport:
        return for_each(range(5), seen.append)

    report = run_if_due(enlisted(run), now=clock, stopping=lambda: len(seen) == 2)
    assert report == JobReport(done=2, more=True)
    assert Job.objects.get().leased_until is None


def test_without_a_lease_one_may_go_on() -> None:
    go_on()


def test_one_failure_does_not_stop_the_rest_and_is_seen(enlisted: Enlist, clock: Clock) -> None:
    def item(number: int) -> None:
        if number == 1:
            raise ValueError("13800000001 is in the way")
        if number == 2:
            raise WrongState("taken", "别人已经办理。")

    def run(by: Actor, at: datetime) -> JobReport:
        return for_each(range(4), item, name=lambda number: f"case:{number}")

    report = run_if_due(enlisted(run), now=clock)
    job = Job.objects.get()
    assert report is not None
    assert (report.done, report.refused, report.failed) == (2, 1, 1)
    assert "case:1: ValueError at kernel/jobs/tests/test_run_if_due.py" in job.last_error
    assert "13800000001" not in job.last_error
    assert job.failing_since == AT


def test_a_task_that_fails_is_seen_and_tried_again(enlisted: Enlist, clock: Clock) -> None:
    failing = True

    def run(by: Actor, at: datetime) -> JobReport:
        if failing:
            raise KeyError("李强")
        return JobReport()

    task = enlisted(run)
    assert run_if_due(task, now=clock).failed == 1
    clock.forward(minutes=10)
    run_if_due(task, now=clock)
    assert Job.objects.get().failing_since == AT  # since the first failure
    assert "李强" not in Job.objects.get().last_error
    failing = False
    clock.forward(minutes=10)
    run_if_due(task, now=clock)
    assert Job.objects.get().failing_since is None


def test_enlisting_again_changes_nothing(enlisted: Enlist, clock: Clock) -> None:
    task = enlisted(Counting())
    run_if_due(task, now=clock)
    before = Job.objects.get().next_at
    enlist((task,), at=AT)
    assert Job.objects.get().next_at == before


@pytest.mark.parametrize(
    ("here", "due"),
    [
        ("2026-11-23T01:59", "2026-11-23T02:00"),
        ("2026-11-23T02:00", "2026-11-24T02:00"),
        ("2026-12-31T23:00", "2027-01-01T02:00"),
    ],
)
def test_daily_is_an_hour_of_the_city(here: str, due: str) -> None:
    at = datetime.fromisoformat(here).replace(tzinfo=CITY).astimezone(UTC)
    assert next_run(Daily(time(2)), at=at, zone=CITY).astimezone(CITY).isoformat()[:16] == due
