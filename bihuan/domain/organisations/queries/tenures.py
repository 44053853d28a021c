"""Who holds or held what."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime, make_aware

from bihuan.domain.organisations.choices import OfficeKind, Role
from bihuan.domain.organisations.models import Delegation, Office, Post, Tenure
from bihuan.kernel.access.models import Person


def day_of(at: datetime) -> date:
    """The city's calendar day of a moment."""
    return localtime(at).date()


def tenures_on(day: date) -> QuerySet[Tenure]:
    """Tenures that run on this day, in posts that are not closed."""
    return Tenure.objects.filter(
        Q(to_on=None) | Q(to_on__gte=day),
        Q(post__closed_on=None) | Q(post__closed_on__gt=day),
        from_on__lte=day,
    )


def posts_held(person: Person, *, on: date) -> list[Post]:
    """The posts that a person holds on a day, the oldest tenure first."""
    held = tenures_on(on).filter(person=person).select_related("post__office").order_by("from_on", "id")
    return [tenure.post for tenure in held]


def holders_of(office: Office, role: Role, *, on: date) -> list[Person]:
    """The active persons who hold a post with this role in this very office on a day."""
    running = (
        tenures_on(on)
        .filter(post__office=office, person__is_active=True)
        .select_related("post", "person")
        .order_by("id")
    )
    return list(dict.fromkeys(tenure.person for tenure in running if role in tenure.post.roles))


def leavers(*, since: date, on: date) -> frozenset[int]:
    """Persons of whom a tenure ended in this stretch of days; they may hold another one."""
    ended = Tenure.objects.filter(to_on__gte=since, to_on__lt=on)
    return frozenset(ended.values_list("person_id", flat=True))


def offices_in_tenure(person_id: int, *, from_on: date, to_on: date) -> frozenset[int]:
    """Offices in which a person held a post, or covered one for somebody absent, on any day of a period (both ends counted)."""
    return frozenset(office for office, *_ in _seats_in(person_id, from_on, to_on, "post__office_id"))


def units_in_tenure(person_id: int, *, from_on: date, to_on: date) -> frozenset[int]:
    """Units that count as a person's own in a period: of each office held, every unit up its line below its area.

    A post in a second-level unit counts for the first-level unit too. Where the area itself is the nearest unit (a county's 双优化办),
    the area counts: whoever works there is not independent of the county's own legs.
    """
    offices = _seats_in(person_id, from_on, to_on, *(f"post__office__{name}" for name in OWN_LINE))
    line = {pk for said in offices for pk in _own_line(*said)}
    return frozenset(Office.objects.filter(pk__in=line, kind=OfficeKind.UNIT).values_list("pk", flat=True))


OWN_LINE = ("path", "unit_id", "area_id")


def _seats_in(person_id: int, from_on: date, to_on: date, *columns: str) -> QuerySet[Any, Any]:
    """These columns of every post held or covered in a period. One query."""
    held = Tenure.objects.filter(
        Q(to_on=None) | Q(to_on__gte=from_on), person_id=person_id, from_on__lte=to_on
    ).values_list(*columns)
    covered = Delegation.objects.filter(
        deputy_id=person_id, from_at__date__lte=to_on, to_at__date__gte=from_on
    ).values_list(*columns)
    return held.union(covered)


def _own_line(path: str, unit_id: int | None, area_id: int | None) -> tuple[int, ...]:
    line = Office(path=path).line_ids
    below = line[: line.index(area_id)] if area_id else line
    return below if unit_id != area_id else line[: len(below) + 1]


def end_of(day: date) -> datetime:
    """The moment at which a day ends in the city."""
    return make_aware(datetime.combine(day + timedelta(days=1), time.min))
