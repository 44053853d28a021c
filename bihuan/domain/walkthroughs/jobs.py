"""What the calendar does here: each finds, then calls an action per item; safe to repeat."""

from datetime import datetime, timedelta

from bihuan.domain.walkthroughs.actions.owing import miss_turn, owe_turn
from bihuan.domain.walkthroughs.queries.limits import owed_ahead
from bihuan.domain.walkthroughs.queries.turns import due_turns, midnight
from bihuan.kernel.access import Actor
from bihuan.kernel.jobs.items import for_each
from bihuan.kernel.jobs.tasks import JobReport, Task

AT_ONCE = 500


def owe_turns(by: Actor, at: datetime) -> JobReport:
    """Turns of the coming days enter their leaders' own work."""
    coming = due_turns(at + owed_ahead(at)).filter(owed_at=None, to_at__gte=at).order_by("from_at", "id")
    turns = list(coming[:AT_ONCE])
    report = for_each(turns, lambda one: owe_turn(turn=one, by=by, at=at), name=lambda one: one.item)
    return report.and_more() if len(turns) == AT_ONCE and not report.failed else report


def miss_turns(by: Actor, at: datetime) -> JobReport:
    """A turn that nobody sat until the end of its day is missed."""
    over = list(due_turns(midnight(at, 0)).order_by("from_at", "id")[:AT_ONCE])
    report = for_each(over, lambda one: miss_turn(turn=one, by=by, at=at), name=lambda one: one.item)
    return report.and_more() if len(over) == AT_ONCE and not report.failed else report


TASKS = (
    Task("walkthroughs.owe_turns", owe_turns, every=timedelta(hours=1)),
    Task("walkthroughs.miss_turns", miss_turns, every=timedelta(hours=1)),
)
