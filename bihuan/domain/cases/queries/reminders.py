"""Whom a reminder reaches, and how often one was sent."""

from datetime import date, datetime, time, timedelta

from bihuan.domain.cases.models import Case
from bihuan.kernel.access import ActorKind
from bihuan.kernel.calendar import CITY_TIME
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.journal.models import Entry


def who_owes(case: Case) -> list[str]:
    """The holders of what is owed next; the promise is the office's to keep, not to be reminded of."""
    owed = open_duties(case.subject).exclude(verb="promise").values_list("holder", flat=True)
    return sorted(set(owed))


def reminded_on(case: Case, day: date, kind: ActorKind) -> int:
    """How many reminders actors of this kind sent on a day of the city."""
    midnight = datetime.combine(day, time.min, tzinfo=CITY_TIME)
    return Entry.objects.filter(
        subject_kind="case",
        subject_id=case.pk,
        event="case.remind",
        actor_kind=kind,
        at__gte=midnight,
        at__lt=midnight + timedelta(days=1),
    ).count()
