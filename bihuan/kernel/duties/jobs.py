"""What time asks of the duties."""

from datetime import datetime, timedelta

from bihuan.kernel.access import Actor
from bihuan.kernel.duties.alerts import alert_due_duties
from bihuan.kernel.duties.recomputing import recompute_duties
from bihuan.kernel.jobs import JobReport, Task


def _alert(by: Actor, at: datetime) -> JobReport:
    """Light the lamps of what will be late or is."""
    return alert_due_duties(by=by, at=at)


def _recompute(by: Actor, at: datetime) -> JobReport:
    """Compute provisional deadlines again after a holiday notice."""
    return recompute_duties(by=by, at=at)


TASKS = (
    Task("duties.recompute", _recompute, every=timedelta(minutes=5), lease=timedelta(minutes=15)),
    Task("duties.alert", _alert, every=timedelta(minutes=1)),
)
