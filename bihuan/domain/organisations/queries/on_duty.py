"""Whom to call for an office at a moment, and whom next."""

from collections.abc import Iterable
from datetime import datetime

from bihuan.domain.organisations.choices import ShiftRank
from bihuan.domain.organisations.models import Office, Shift, Tenure
from bihuan.domain.organisations.queries.tenures import day_of, tenures_on
from bihuan.domain.organisations.rules.escalation import Answerable, Rostered, call_order
from bihuan.kernel.access.models import Person


def on_duty(office: Office, at: datetime) -> list[Person]:
    """Who answers for this office at this moment, in the order in which they are called: whoever is on duty, the next, the leader on
    duty; then the same for every office above; where no roster says anything, whoever holds the desk and heads the unit. Three queries.
    """
    line = _with_desks(office)
    tenures = _tenures(line, at)
    shifts = list(
        Shift.objects.filter(
            office_id__in=line, from_at__lte=at, to_at__gt=at, person__is_active=True
        ).select_related("person")
    )
    people = {shift.person_id: shift.person for shift in shifts} | {t.person_id: t.person for t in tenures}
    rostered = [Rostered(line.index(s.office_id), ShiftRank(s.rank), s.person_id) for s in shifts]
    return [people[pk] for pk in call_order(rostered, _answerable(line, tenures))]


def _with_desks(office: Office) -> list[int]:
    """The office and everything above it, each unit's desk just before the unit."""
    above = Office.objects.in_bulk(office.line_ids)
    line: list[int] = []
    for pk in office.line_ids:
        desk = above[pk].desk_id
        line += [place for place in (desk, pk) if place is not None and place not in line]
    return [office.pk, *(pk for pk in line if pk != office.pk)]


def _tenures(line: Iterable[int], at: datetime) -> list[Tenure]:
    return list(
        tenures_on(day_of(at))
        .filter(post__office_id__in=line, person__is_active=True)
        .select_related("post", "person")
        .order_by("id")
    )


def _answerable(line: list[int], tenures: Iterable[Tenure]) -> list[Answerable]:
    return [
        Answerable(
            line.index(tenure.post.office_id), frozenset(map(str, tenure.post.roles)), tenure.person_id
        )
        for tenure in tenures
    ]
