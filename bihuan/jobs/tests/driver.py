"""A real worker in its own process, with short leases, so that a test can kill it: `python -m bihuan.jobs.tests.driver TASK…`."""

import os
import signal
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta

import django

SHORT = timedelta(seconds=1)
WANTED = 40  # how many notes the task below writes


def short(task: object) -> object:
    """The same task, due all the time, with a lease that a test can wait for."""
    return replace(task, every=timedelta(milliseconds=100), lease=SHORT)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
    django.setup()

    from bihuan.jobs.schedule import schedule
    from bihuan.jobs.worker import Worker
    from bihuan.kernel.jobs.tasks import Task
    from bihuan.kernel.notices import sending

    sending.CLAIM = SHORT
    tasks = (*schedule(), Task("test.write_notes", write_notes, every=SHORT))
    worker = Worker(tuple(short(task) for task in tasks if task.name in sys.argv[1:]))
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    worker.run()


def write_notes(by: object, at: datetime) -> object:
    """Find which of the notes 0…39 are missing and write each, slowly: a write that does not look whether another has written it,
    as long as it holds the lease."""
    from bihuan.kernel.jobs.items import for_each
    from bihuan.kernel.journal.subjects import Subject
    from bihuan.kernel.notes.actions import write_note
    from bihuan.kernel.notes.models import Note

    there = set(Note.objects.filter(subject_kind="driver").values_list("subject_id", flat=True))

    def write(id: int) -> None:
        time.sleep(0.02)
        write_note(subject=Subject("driver", id), text=str(os.getpid()), at=at)

    return for_each(sorted(set(range(WANTED)) - there), write)


if __name__ == "__main__":
    main()
