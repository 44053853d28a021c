"""Day rows follow the records: the last week often, everything that may still change once a night."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bihuan.kernel.access import Actor
from bihuan.kernel.calendar.moments import day_of
from bihuan.kernel.figures.days import rebuild_days
from bihuan.kernel.figures.models import FigureDay
from bihuan.kernel.figures.periods import Period
from bihuan.kernel.figures.registry import Figure, figures
from bihuan.kernel.jobs.items import for_each
from bihuan.kernel.jobs.tasks import Daily, JobReport, Task

RECENT_DAYS = 7
NIGHTLY_DAYS = (
    400  # a cohort of more than a year ago moves no more; a definition that changed rebuilds everything
)
FIRST_DAY = date(2000, 1, 1)


def rebuild_recent_days(by: Actor, at: datetime) -> JobReport:
    """Make the last week's day rows of every figure again."""
    return _rebuild(at, RECENT_DAYS)


def rebuild_open_days(by: Actor, at: datetime) -> JobReport:
    """Make the day rows of every cohort that may still move again."""
    return _rebuild(at, NIGHTLY_DAYS)


def _rebuild(at: datetime, days: int) -> JobReport:
    def rebuild(figure: Figure) -> None:
        rebuild_days(figure=figure, period=_stretch(figure, at, days), as_of=at)

    return for_each(_with_days(), rebuild, name=lambda figure: figure.code)


def _with_days() -> Iterator[Figure]:
    return (figure for figure in figures().values() if figure.days is not None)


def _stretch(figure: Figure, at: datetime, days: int) -> Period:
    """So many days back; everything where there are no rows yet, or rows of an older definition."""
    today = day_of(at)
    rows = FigureDay.objects.filter(code=figure.code)
    complete = rows.exists() and not rows.exclude(edition=figure.edition).exists()
    return Period(today - timedelta(days=days - 1) if complete else FIRST_DAY, today)


TASKS = (
    Task("figures.rebuild_recent_days", rebuild_recent_days, every=timedelta(minutes=10)),
    Task(
        "figures.rebuild_open_days", rebuild_open_days, every=Daily(time(2, 30)), lease=timedelta(minutes=30)
    ),
)
