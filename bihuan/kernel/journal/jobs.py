"""The journal's own upkeep: positions for readers that are idle, seals for everyone outside."""

from datetime import datetime, timedelta

from bihuan.kernel.access import Actor
from bihuan.kernel.jobs.tasks import JobReport, Task
from bihuan.kernel.journal.places import place
from bihuan.kernel.journal.seals import seal_journal


def place_entries(by: Actor, at: datetime) -> JobReport:
    """Give positions to what has committed, so that the next reader finds little to place."""
    place()
    return JobReport(done=1)


def seal_entries(by: Actor, at: datetime) -> JobReport:
    """Seal what has been placed since the last seal."""
    return JobReport(done=len(seal_journal(at=at)))


TASKS = (
    Task("journal.place", place_entries, every=timedelta(minutes=1)),
    Task("journal.seal", seal_entries, every=timedelta(hours=1)),
)
