from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError

from bihuan.jobs import schedule as table
from bihuan.jobs import worker as workers
from bihuan.jobs.management.commands.worker import line
from bihuan.jobs.schedule import schedule
from bihuan.jobs.worker import AFTER_TROUBLE, Worker
from bihuan.kernel.jobs.models import Job
from bihuan.kernel.jobs.tasks import Daily, JobReport, Task


def test_every_task_says_what_it_is_for() -> None:
    known = {task.name for task in schedule()}
    assert {"notices.deliver", "approvals.expire", "attachments.sweep"} <= known
    assert {"rates.forget", "sessions.forget", "submissions.forget"} <= known
    for task in schedule():
        assert task.run.__doc__, task.name
        assert task.lease >= timedelta(minutes=1), task.name


def test_a_name_is_used_once(monkeypatch: pytest.MonkeyPatch) -> None:
    class Room:
        TASKS = (Task("twice", lambda by, at: JobReport(), every=timedelta(1)),)

    monkeypatch.setattr(table, "import_from_rooms", lambda name: [Room, Room])
    with pytest.raises(ValueError, match="twice"):
        schedule.__wrapped__()


def test_the_table_can_be_read() -> None:
    def run(by: object, at: object) -> JobReport:
        """Remind everyone."""
        return JobReport()

    assert line(Task("a", run, every=Daily(time(2, 30)))).split() == [
        "a",
        "每天",
        "02:30",
        "Remind",
        "everyone.",
    ]
    for every, said in (
        (timedelta(seconds=5), "5 秒"),
        (timedelta(minutes=15), "15 分钟"),
        (timedelta(hours=6), "6 小时"),
    ):
        assert said in line(Task("a", run, every=every))


def test_the_command_lists_without_running(db: None) -> None:
    out = StringIO()
    call_command("worker", "--list", stdout=out)
    assert "notices.deliver" in out.getvalue()
    assert not Job.objects.exists()


def test_once_runs_what_is_due_until_there_is_no_more(db: None) -> None:
    left = [3]

    def run(by: object, at: object) -> JobReport:
        left[0] -= 1
        return JobReport(done=1, more=left[0] > 0)

    worker = Worker((Task("a", run, every=timedelta(hours=1)),))
    worker.run_once()
    assert left == [0]
    worker.run_once()  # not due
    assert left == [0]


def test_stopped_it_starts_nothing(db: None) -> None:
    worker = Worker((Task("a", lambda by, at: 1 / 0, every=timedelta(hours=1)),))
    worker.stop()
    worker.run_once()
    assert Job.objects.get().last_started_at is None


@pytest.mark.parametrize("trouble", [OperationalError("server closed the connection"), KeyError("a slip")])
def test_a_database_that_is_gone_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, db: None, trouble: Exception
) -> None:
    monkeypatch.setattr(workers, "close_old_connections", lambda: None)
    monkeypatch.setattr(workers.connection, "close", lambda: None)
    worker = Worker(())

    def gone() -> float:
        raise trouble

    assert worker._safely(gone) == AFTER_TROUBLE


def test_it_sleeps_until_the_next_task_but_never_long(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    at = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    monkeypatch.setattr(workers.clock, "now", lambda: at)
    worker = Worker((Task("a", lambda by, at: JobReport(), every=timedelta(seconds=1)),))
    assert worker._run_due() == 1.0
    Job.objects.update(next_at=at + timedelta(hours=1))
    assert worker._run_due() == 2.0
    Job.objects.update(next_at=at, leased_until=at + timedelta(seconds=1), holder="another")
    assert worker._run_due() == 1.0


def test_while_nothing_is_due_it_asks_and_does_not_write(
    monkeypatch: pytest.MonkeyPatch, db: None, django_assert_num_queries: Callable[..., object]
) -> None:
    at = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    monkeypatch.setattr(workers.clock, "now", lambda: at)
    worker = Worker((Task("a", lambda by, at: JobReport(), every=timedelta(hours=1)),))
    worker._run_due()
    with django_assert_num_queries(2) as asked:
        worker._run_due()
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)
