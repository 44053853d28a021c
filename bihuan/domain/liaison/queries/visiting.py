"""What a firm has before it and behind it: visits announced, how many this month, answers over time, promises open."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.choices import ON_SITE, UPCOMING, PromiseState, VisitKind, VisitState
from bihuan.domain.liaison.models import Answer, Promise, Visit
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar.moments import at_moment

COUNTED = sorted(UPCOMING | {VisitState.DONE})


@dataclass(frozen=True, slots=True)
class Counted:
    """Across all bureaus; a joint visit is one."""

    on_site_this_month: int
    inspections_this_year: int


def visits_counted(enterprise: Enterprise, *, on: date, but: Visit | None = None) -> Counted:
    """What is planned and done in the month (year) of a day, without one visit that is being moved."""
    rows = Visit.objects.filter(enterprise=enterprise, state__in=COUNTED).exclude(pk=but.pk if but else 0)
    month = Q(kind__in=sorted(ON_SITE), planned_for__year=on.year, planned_for__month=on.month)
    year = Q(kind=VisitKind.INSPECTION, planned_for__year=on.year)
    found = rows.aggregate(month=Count("pk", filter=month), year=Count("pk", filter=year))
    return Counted(found["month"], found["year"])


def visits_announced_for(enterprise: Enterprise) -> QuerySet[Visit]:
    """What the firm has been told and may still answer, the next first; inspections among them, named as such."""
    return (
        Visit.objects.filter(enterprise=enterprise, state__in=[VisitState.ANNOUNCED, VisitState.CALL_ASKED])
        .select_related("visitor", "visitor_office")
        .prefetch_related("bureaus__office")
        .order_by("planned_for", "id")
    )


def own_visits(actor: Actor, *, since: date) -> QuerySet[Visit]:
    """Where this person goes, leading or along with their bureau, from a day on."""
    hands = actor.hands
    along = Visit.objects.filter(bureaus__person__in=hands).values("pk")
    return (
        Visit.objects.filter(Q(visitor__in=hands) | Q(pk__in=along), planned_for__gte=at_moment(since, 0))
        .select_related("enterprise")
        .order_by("planned_for", "id")
    )


def visits_done_at(enterprise: Enterprise) -> QuerySet[Visit]:
    """The firm's visits, the latest first."""
    return (
        Visit.objects.filter(enterprise=enterprise, state=VisitState.DONE)
        .select_related("visitor", "visitor_office")
        .order_by("-ended_at", "-id")
    )


def promises_open_to(enterprise: Enterprise) -> QuerySet[Promise]:
    """What was promised to the firm and is not kept yet, the most urgent first: the first thing on the next visit."""
    return (
        Promise.objects.filter(enterprise=enterprise, state=PromiseState.OPEN)
        .select_related("text", "holder", "visit")
        .order_by("due_on", "id")
    )


def promises_held_by(person_id: int) -> QuerySet[Promise]:
    """What a steward promised and has not kept yet."""
    return (
        Promise.objects.filter(holder=person_id, state=PromiseState.OPEN)
        .select_related("text", "enterprise")
        .order_by("due_on", "id")
    )


def answers_over_time(enterprise: Enterprise) -> dict[str, list[Answer]]:
    """The firm's answers by question, the latest first. One query."""
    found: dict[str, list[Answer]] = {}
    rows = (
        Answer.objects.filter(enterprise=enterprise).select_related("visit", "remark").order_by("-at", "-id")
    )
    for answer in rows:
        found.setdefault(answer.code, []).append(answer)
    return found
