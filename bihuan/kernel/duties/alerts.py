"""Yellow and red lights: found by the partial index, decided by the function, written on the subject's chain."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import city_calendar
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.duties.recomputing import recompute_subject
from bihuan.kernel.duties.rules import NO_LIGHT, brighter, light_at
from bihuan.kernel.duties.terms import COMPUTED, said_of, set_alert, set_due, warning_of
from bihuan.kernel.jobs import JobReport, for_each
from bihuan.kernel.journal import record
from bihuan.kernel.journal.locks import lock_subject
from bihuan.kernel.parameters.editions import one_edition

BATCH = 500


def alert_due_duties(*, by: Actor, at: datetime) -> JobReport:
    """Light every duty whose moment has come. Takes only what is due; each light once; safe to repeat and to be cut off anywhere."""
    with one_edition():
        return for_each(
            due_for_alert(at),
            lambda duty: alert_duty(duty=duty, by=by, at=at),
            name=lambda duty: f"duty {duty.pk}",
        )


def due_for_alert(at: datetime) -> Iterator[Duty]:
    """Open duties at which somebody must look, by page, so that one that fails is passed and not met again."""
    after: tuple[datetime, int] | None = None
    while page := _page(at, after):
        yield from page
        after = (page[-1].alert_at or at, page[-1].pk)


def _page(at: datetime, after: tuple[datetime, int] | None) -> list[Duty]:
    duties = Duty.objects.filter(done_at=None, alert_at__isnull=False, alert_at__lt=at)
    if after is not None:
        duties = duties.filter(Q(alert_at__gt=after[0]) | Q(id__gt=after[1]), alert_at__gte=after[0])
    return list(duties.order_by("alert_at", "id")[:BATCH])


@transaction.atomic
def alert_duty(*, duty: Duty, by: Actor, at: datetime) -> str:
    """Ask the function again under the subject's lock, and put on the light that it says. The light, or nothing."""
    lock_subject(duty.subject)
    calendar = city_calendar()
    found = _still_open(duty)
    if found is not None and set_due(found, calendar):  # the calendar moved it: that is told first
        recompute_subject(subject=duty.subject, by=by, at=at)
        found = _still_open(duty)
    if found is None:  # it ended in the meantime
        return NO_LIGHT
    warn_at = warning_of(found, calendar, found.due_at)
    light = light_at(at, due_at=found.due_at, warn_at=warn_at)
    if not brighter(light, found.alerted):
        found.save(update_fields=COMPUTED)
        return NO_LIGHT
    found.alerted = light
    set_alert(found, calendar)
    found.save(update_fields=COMPUTED)
    record(subject=found.subject, event=f"duty.{light}", by=by, at=at, data=said_of(found))
    return light


def _still_open(duty: Duty) -> Duty | None:
    return Duty.objects.select_for_update().filter(pk=duty.pk, done_at=None).first()
