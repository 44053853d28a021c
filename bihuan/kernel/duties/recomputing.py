"""After a notice, or new office hours: every open duty is asked again, and what moved is journalled, one entry per subject."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import Calendar, city_calendar
from bihuan.kernel.duties.actions import keep_former
from bihuan.kernel.duties.models import CalendarSeen, Duty
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.duties.rules import NO_LIGHT, brighter, due_of, light_at
from bihuan.kernel.duties.terms import COMPUTED, said_of, set_alert, set_due, terms_of, warning_of
from bihuan.kernel.jobs import JobReport, for_each
from bihuan.kernel.journal import Subject, record
from bihuan.kernel.journal.canonical import Json
from bihuan.kernel.journal.locks import lock_subject
from bihuan.kernel.parameters.editions import one_edition

BATCH = 1_000


def recompute_duties(*, by: Actor, at: datetime) -> JobReport:
    """Where the calendar in force is not the one by which open duties were computed: ask each again. Safe to repeat and to be cut off."""
    with one_edition():
        calendar = city_calendar()
        if CalendarSeen.objects.filter(fingerprint=calendar.fingerprint).exists():
            return JobReport()
        report = for_each(
            moved_subjects(calendar), lambda subject: recompute_subject(subject=subject, by=by, at=at)
        )
        if not report.failed and not report.more:
            CalendarSeen.objects.update_or_create(pk=1, defaults={"fingerprint": calendar.fingerprint})
        return report


def moved_subjects(calendar: Calendar) -> Iterator[Subject]:
    """Subjects with an open duty whose stored moment is not what the function says, each once in a row."""
    after = 0
    last: Subject | None = None
    while page := _page(after):
        after = page[-1].pk
        for duty in page:
            due = due_of(calendar, terms_of(duty))
            if (due.at, due.provisional) != (duty.due_at, duty.provisional) and duty.subject != last:
                last = duty.subject
                yield last


def _page(after: int) -> list[Duty]:
    open_ones = Duty.objects.filter(done_at=None, id__gt=after).exclude(limit="")
    return list(open_ones.order_by("id").prefetch_related("pauses")[:BATCH])


@transaction.atomic
def recompute_subject(*, subject: Subject, by: Actor, at: datetime) -> list[Duty]:
    """Ask a subject's open duties again; one entry names those that moved, and from when to when."""
    lock_subject(subject)
    calendar = city_calendar()
    moved: list[Duty] = []
    changes: list[Json] = []
    for duty in open_duties(subject).select_for_update().prefetch_related("pauses"):
        was_at, lit = duty.due_at, duty.alerted
        if set_due(duty, calendar):
            _keep_light(duty, lit, calendar, at)
            duty.save(update_fields=COMPUTED)
            keep_former(duty, was_at, at=at)
            moved.append(duty)
            changes.append({**said_of(duty), "was_at": was_at})
    if moved:
        record(subject=subject, event="duty.recompute", by=by, at=at, data={"duties": changes})
    return moved


def _keep_light(duty: Duty, lit: str, calendar: Calendar, at: datetime) -> None:
    """A light that is still true stays on and is not lit twice."""
    true_now = light_at(at, due_at=duty.due_at, warn_at=warning_of(duty, calendar, duty.due_at))
    duty.alerted = true_now if brighter(lit, true_now) else lit
    if duty.alerted != NO_LIGHT:
        set_alert(duty, calendar)
