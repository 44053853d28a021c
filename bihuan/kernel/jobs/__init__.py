"""Work that time asks for (`Task`) and long work that a person asks for (`Request`). One row each, leased to one worker at a time.

A room's `jobs.py` lists `TASKS`; a task finds what is due and calls an action per item (`for_each`). `bihuan worker` walks them all.
See `docs/kernel/jobs.md`.
"""

from typing import TYPE_CHECKING

from bihuan.kernel.doors import door

if TYPE_CHECKING:
    from bihuan.kernel.jobs.items import for_each
    from bihuan.kernel.jobs.kinds import Finished, Progress, RequestKind, register_request_kind
    from bihuan.kernel.jobs.requests import ask_for, requests_of
    from bihuan.kernel.jobs.tasks import Daily, JobReport, Task

__getattr__ = door(
    __name__,
    Daily="tasks",
    Finished="kinds",
    JobReport="tasks",
    Progress="kinds",
    RequestKind="kinds",
    Task="tasks",
    ask_for="requests",
    for_each="items",
    register_request_kind="kinds",
    requests_of="requests",
)

__all__ = [
    "Daily",
    "Finished",
    "JobReport",
    "Progress",
    "RequestKind",
    "Task",
    "ask_for",
    "for_each",
    "register_request_kind",
    "requests_of",
]
