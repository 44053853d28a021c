"""Questions to the duties."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import Calendar, city_calendar
from bihuan.kernel.duties.models import Duty, FormerDue
from bihuan.kernel.duties.rules import minutes_held
from bihuan.kernel.duties.terms import lateness
from bihuan.kernel.journal.subjects import Subject


def duties_of(actor: Actor) -> QuerySet[Duty]:
    """*My work*: what the actor owes, most urgent first; what has no due moment, or stands still, comes last."""
    return Duty.objects.filter(
        Q(role="") | Q(role__in=actor.roles), holder__in=actor.keys, done_at=None
    ).order_by(F("due_at").asc(nulls_last=True), "id")


def open_duties(subject: Subject) -> QuerySet[Duty]:
    """What is owed on a subject."""
    return Duty.objects.filter(subject_kind=subject.kind, subject_id=subject.id, done_at=None).order_by("id")


def duties_on(subject: Subject) -> QuerySet[Duty]:
    """Everything that was ever owed on a subject, in the order in which it began."""
    return Duty.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("started_at", "id")


def next_duties(kind: str, ids: Collection[int]) -> dict[int, Duty]:
    """Of each of these subjects what is due first. One query."""
    rows = Duty.objects.filter(
        subject_kind=kind, subject_id__in=ids, done_at=None, due_at__isnull=False
    ).order_by("-due_at", "-id")
    return {duty.subject_id: duty for duty in rows}


def due_as_of(as_of: datetime) -> Case:
    """The due moment that was in force then, on rows of duties: later extensions, pauses and notices do not change what is counted of the past."""
    former = FormerDue.objects.filter(duty=OuterRef("pk"), until_at__gt=as_of).order_by("until_at", "id")
    return Case(When(Exists(former), then=Subquery(former.values("due_at")[:1])), default=F("due_at"))


@dataclass(frozen=True, slots=True)
class Held:
    """One line of a time ledger: whose hands, on what, how many working minutes, how late."""

    duty: Duty
    minutes: int
    late_minutes: int


def ledger(subject: Subject, *, at: datetime, verbs: Iterable[str] | None = None) -> list[Held]:
    """时间账: whose hands held a subject how long. Of duties that run one after another the minutes add up to the time that passed."""
    calendar = city_calendar()
    duties = duties_on(subject).prefetch_related("pauses")
    if verbs is not None:
        duties = duties.filter(verb__in=list(verbs))
    return [Held(duty, held_minutes(duty, at, calendar), late_minutes(duty, at, calendar)) for duty in duties]


def held_minutes(duty: Duty, at: datetime, calendar: Calendar | None = None) -> int:
    """Working minutes in the holder's hands until it ended, or until now, without its pauses."""
    until = duty.done_at or at
    return minutes_held(
        calendar or city_calendar(),
        started_at=duty.started_at,
        until=until,
        pauses=[(pause.from_at, pause.to_at or until) for pause in duty.pauses.all()],
    )


def late_minutes(duty: Duty, at: datetime, calendar: Calendar | None = None) -> int:
    """Frozen where it ended; else how late it is now."""
    if duty.done_at is not None:
        return duty.late_minutes
    return lateness(duty, calendar or city_calendar(), at)
