from datetime import timedelta

from bihuan.kernel.access import Actor
from bihuan.kernel.submissions import fingerprint, forget_submissions, once
from bihuan.kernel.submissions.jobs import TASKS
from bihuan.kernel.submissions.models import Submission
from bihuan.kernel.submissions.tests.test_once import AT, Counting


def ask(key, at, lasting=False):
    once(key=key, actor="a", fingerprint=fingerprint(b""), at=at, do=Counting(), lasting=lasting)


def test_old_keys_are_forgotten_and_imported_rows_are_not(db):
    ask("old", AT - timedelta(days=31)), ask("new", AT)
    ask("row 7 of the hotline", AT - timedelta(days=400), lasting=True)
    assert forget_submissions(before=AT - timedelta(days=30)) == 1
    assert set(Submission.objects.values_list("key", flat=True)) == {"new", "row 7 of the hotline"}


def test_it_forgets_a_portion_at_a_time(db):
    for n in range(3):
        ask(str(n), AT)
    assert [forget_submissions(before=AT + timedelta(1), limit=2) for _ in range(3)] == [2, 1, 0]


def test_the_nightly_task_forgets_what_is_older_than_a_month(db):
    ask("old", AT - timedelta(days=31)), ask("new", AT - timedelta(days=29))
    (task,) = TASKS
    report = task.run(Actor.calendar(task.name), AT)
    assert (report.done, report.more, Submission.objects.get().key) == (1, False, "new")
