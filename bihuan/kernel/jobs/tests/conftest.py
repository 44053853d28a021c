"""A clock that the test moves, and tasks that count."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bihuan.kernel.access import Actor
from bihuan.kernel.jobs.runs import enlist
from bihuan.kernel.jobs.tasks import JobReport, Task

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@dataclass
class Clock:
    at: datetime = AT

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Counting:
    """A task's run that notes when it ran and answers with `report`."""

    report: JobReport = field(default_factory=JobReport)
    ran: list[tuple[str, datetime]] = field(default_factory=list)

    def __call__(self, by: Actor, at: datetime) -> JobReport:
        self.ran.append((by.name, at))
        return self.report


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def enlisted(db: None) -> Callable[..., Task]:
    def make(run: Callable[[Actor, datetime], JobReport], **how: object) -> Task:
        task = Task("test.task", run, **{"every": timedelta(minutes=10), **how})
        enlist((task,), at=AT)
        return task

    return make
