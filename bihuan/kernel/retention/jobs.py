"""Every night: what ended a whole period ago loses its personal data, noun by noun."""

from datetime import datetime, time
from itertools import takewhile

from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import city_calendar, day_of
from bihuan.kernel.jobs.items import for_each
from bihuan.kernel.jobs.tasks import Daily, JobReport, Task
from bihuan.kernel.parameters.values import value
from bihuan.kernel.retention.actions import blank
from bihuan.kernel.retention.nouns import Retained, all_retained
from bihuan.kernel.retention.queries import kept, moment_of

AT_ONCE = 500


def blank_old(by: Actor, at: datetime) -> JobReport:
    """Persons and words of what is over: see `Retained`."""
    report = JobReport()
    for noun in all_retained():
        report += _blank_old_of(noun, by, at)
    return report


def _blank_old_of(noun: Retained, by: Actor, at: datetime) -> JobReport:
    calendar, period = city_calendar(), value(noun.period, on=day_of(at))
    oldest = kept(noun).filter(**{f"{noun.ended}__lt": at}).order_by("retention_from")
    # The longest ended come first, so that the first that is not due ends the search.
    due = takewhile(
        lambda row: calendar.due(moment_of(row[1]), period).at <= at,
        oldest.values_list("pk", "retention_from")[:AT_ONCE],
    )
    ids = [id for id, _ in due]
    report = for_each(
        ids, lambda id: blank(noun=noun, id=id, by=by, at=at), name=lambda id: f"{noun.kind}:{id}"
    )
    return report.and_more() if len(ids) == AT_ONCE and not report.failed else report


TASKS = (Task("retention.blank", blank_old, every=Daily(time(2, 40))),)
