"""The worker: one thread walks the schedule, one runs what people asked for, until it is told to stop.

Any number of workers may run. A worker that is killed loses its leases in time; another goes on.
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.db import close_old_connections, connection

from bihuan.jobs.schedule import schedule
from bihuan.kernel import clock
from bihuan.kernel.jobs.faults import said_of
from bihuan.kernel.jobs.models import Job
from bihuan.kernel.jobs.requests import run_next
from bihuan.kernel.jobs.runs import enlist, run_if_due
from bihuan.kernel.jobs.tasks import Task

log = structlog.get_logger(__name__)
LONGEST_SLEEP = timedelta(seconds=2)
SHORTEST_SLEEP = 0.05
AFTER_TROUBLE = 5.0


class Worker:
    """`run()` returns after `stop()`; items in hand are finished, the rest waits for the next run."""

    def __init__(self, tasks: tuple[Task, ...] | None = None) -> None:
        self.tasks = schedule() if tasks is None else tasks
        self._stop = threading.Event()

    def stop(self) -> None:
        """End between two items."""
        self._stop.set()

    def run(self) -> None:
        """Until stopped. A database that is gone is waited for."""
        asked = threading.Thread(target=self._loop, args=(self._run_asked,), name="requests")
        asked.start()
        try:
            self._loop(self._run_due)
        finally:
            self.stop()
            asked.join()

    def run_once(self) -> None:
        """Everything that is due now and everything that was asked for, then return."""
        enlist(self.tasks, at=clock.now())
        for task in self.tasks:
            self._exhaust(task)
        while not self._stop.is_set() and run_next(now=clock.now, stopping=self._stop.is_set):
            pass

    def _exhaust(self, task: Task) -> None:
        """A task that says there is more is run again at once."""
        while not self._stop.is_set():
            report = run_if_due(task, now=clock.now, stopping=self._stop.is_set)
            if report is None or not report.more:
                return
            Job.objects.filter(name=task.name, holder="").update(next_at=clock.now())

    def _loop(self, step: Callable[[], float]) -> None:
        while not self._stop.is_set():
            self._stop.wait(self._safely(step))
        connection.close()

    def _safely(self, step: Callable[[], float]) -> float:
        """A database that is gone, or a fault in the loop itself, ends no worker."""
        try:
            close_old_connections()
            return step()
        except Exception as failure:
            log.error("worker_waits", said=said_of(failure))
            connection.close()
            return AFTER_TROUBLE

    def _run_due(self) -> float:
        """Run each task that is due; how long to sleep. While nothing is due this asks and writes nothing."""
        at, due = clock.now(), self._due()
        for task in self.tasks:
            if due[task.name] <= at and not self._stop.is_set():
                run_if_due(task, now=clock.now, stopping=self._stop.is_set)
        waits = [moment - clock.now() for moment in self._due().values()]
        return max(min([LONGEST_SLEEP, *waits]).total_seconds(), SHORTEST_SLEEP)

    def _due(self) -> dict[str, datetime]:
        """When each task is due: its next run, or the end of another's lease on it."""
        rows = Job.objects.filter(name__in=[task.name for task in self.tasks])
        due = {job.name: max(job.next_at, job.leased_until or job.next_at) for job in rows}
        if len(due) < len(self.tasks):
            enlist(self.tasks, at=clock.now())
            return {task.name: due.get(task.name, clock.now()) for task in self.tasks}
        return due

    def _run_asked(self) -> float:
        return 0.0 if run_next(now=clock.now, stopping=self._stop.is_set) else LONGEST_SLEEP.total_seconds()
