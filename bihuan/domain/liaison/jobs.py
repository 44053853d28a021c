"""What the calendar does here: each finds, then calls an action per item; safe to repeat."""

from datetime import datetime, timedelta

from bihuan.domain.liaison.actions import activate_row, pass_on_pairing
from bihuan.domain.liaison.choices import PlanState
from bihuan.domain.liaison.models import Pairing, PlanRow
from bihuan.domain.liaison.queries.stewards import steward_posts
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.jobs.items import for_each
from bihuan.kernel.jobs.tasks import JobReport, Task

AT_ONCE = 500


def activate_plans(by: Actor, at: datetime) -> JobReport:
    """An approved plan is put into force, one firm at a time."""
    waiting = PlanRow.objects.filter(plan__state=PlanState.ACTIVATING, applied_at=None).order_by("plan", "id")
    rows = list(waiting[:AT_ONCE])
    report = for_each(
        rows, lambda row: activate_row(row=row, by=by, at=at), name=lambda row: f"plan_row:{row.pk}"
    )
    return report.and_more() if len(rows) == AT_ONCE and not report.failed else report


def pass_on_pairings(by: Actor, at: datetime) -> JobReport:
    """A cadre who is no steward any more keeps nobody company: their firms go to whoever took over their work, else to the office."""
    here = steward_posts(on=day_of(at))
    left = Pairing.objects.filter(ended_on=None).exclude(steward__in=here)
    rows = list(left.select_related("enterprise__region", "steward", "post").order_by("id")[:AT_ONCE])
    return for_each(
        rows,
        lambda pairing: pass_on_pairing(pairing=pairing, by=by, at=at),
        name=lambda pairing: f"pairing:{pairing.pk}",
    )


TASKS = (
    Task("liaison.activate_plans", activate_plans, every=timedelta(minutes=1)),
    Task("liaison.pass_on_pairings", pass_on_pairings, every=timedelta(minutes=30)),
)
