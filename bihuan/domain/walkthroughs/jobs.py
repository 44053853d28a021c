"""What the calendar does here: each finds, then calls an action per item; safe to repeat."""

from datetime import datetime, timedelta

from bihuan.domain.walkthroughs.actions import (
    credit_gain,
    miss_turn,
    owe_turn,
    owe_walk,
    reopen_finding,
    show_result,
)
from bihuan.domain.walkthroughs.models import Finding
from bihuan.domain.walkthroughs.queries.coverage import unwalked_items
from bihuan.domain.walkthroughs.queries.findings import (
    changed_since_found,
    reopened_findings,
    settled_findings,
)
from bihuan.domain.walkthroughs.queries.limits import owed_ahead
from bihuan.domain.walkthroughs.queries.turns import due_turns, midnight
from bihuan.kernel.access import Actor
from bihuan.kernel.jobs.items import for_each
from bihuan.kernel.jobs.tasks import JobReport, Task

AT_ONCE = 500
FEW = 50


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


def show_results(by: Actor, at: datetime) -> JobReport:
    """What has become of findings' cases: those that go round again are open again; those settled come to their finders first."""
    again = list(reopened_findings()[:AT_ONCE])
    reopened = for_each(again, lambda one: reopen_finding(finding=one, by=by, at=at), name=_name)
    settled = list(settled_findings()[:AT_ONCE])
    shown = for_each(settled, lambda one: show_result(finding=one, by=by, at=at), name=_name)
    return reopened + shown


def _name(finding: Finding) -> str:
    return f"finding:{finding.pk}"


def credit_gains(by: Actor, at: datetime) -> JobReport:
    """The item says something else now than when it was walked: what was proposed and is shown is credited."""
    pairs = list(changed_since_found(at))
    return for_each(
        pairs,
        lambda pair: credit_gain(finding=pair[0], version=pair[1], by=by, at=at),
        name=lambda pair: f"finding:{pair[0].pk}",
    )


def owe_walks(by: Actor, at: datetime) -> JobReport:
    """High-frequency items that nobody has walked for too long: their units owe a walk."""
    items = list(unwalked_items(at)[:FEW])
    report = for_each(items, lambda one: owe_walk(item=one, by=by, at=at), name=lambda one: f"item:{one.pk}")
    return report.and_more() if len(items) == FEW and not report.failed else report


TASKS = (
    Task("walkthroughs.owe_turns", owe_turns, every=timedelta(hours=1)),
    Task("walkthroughs.miss_turns", miss_turns, every=timedelta(hours=1)),
    Task("walkthroughs.show_results", show_results, every=timedelta(minutes=10)),
    Task("walkthroughs.credit_gains", credit_gains, every=timedelta(hours=1)),
    Task("walkthroughs.owe_walks", owe_walks, every=timedelta(days=1)),
)
