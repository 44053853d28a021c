import pytest

from bihuan.kernel.calendar.tests.walls import on
from bihuan.kernel.duties.jobs import TASKS


@pytest.mark.django_db
@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_a_task_with_nothing_to_do_reports_nothing(task, by):
    report = task.run(by, on("2026-11-23 09:00"))
    assert (report.done, report.failed, report.more) == (0, 0, False)
