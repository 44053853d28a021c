"""What runs when: every task that a room lists as `TASKS` in its `jobs.py`, in one table. `bihuan worker --list` prints it."""

from functools import cache

from bihuan.kernel.jobs.tasks import Task
from bihuan.kernel.rooms import import_from_rooms


@cache
def schedule() -> tuple[Task, ...]:
    """All tasks, kernel first, then the rooms from the ground up. ValueError where two have one name."""
    found: dict[str, Task] = {}
    for module in import_from_rooms("jobs"):
        for task in getattr(module, "TASKS", ()):
            if task.name in found:
                raise ValueError(f"two tasks are called {task.name!r}")
            found[task.name] = task
    return tuple(found.values())
