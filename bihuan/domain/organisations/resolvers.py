"""Who is told when an office is told: whoever sits at its desk then, covers for them, or is on duty."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bihuan.domain.organisations.models import Delegation, Office, Shift
from bihuan.domain.organisations.queries.tenures import day_of, tenures_on
from bihuan.kernel.access.models import Person
from bihuan.kernel.notices.resolvers import Address, address_of, register_resolver


def people_of_offices(ids: Collection[int], at: datetime) -> Mapping[int, Sequence[Address]]:
    """`office:<id>`: for a unit with a desk the people of its desk, else those of the office itself. Four queries, however many."""
    places = {
        office_id: desk_id or office_id
        for office_id, desk_id in Office.objects.filter(pk__in=ids).values_list("pk", "desk_id")
    }
    present = _present(set(places.values()), at)
    return {pk: [address_of(person) for person in present[place].values()] for pk, place in places.items()}


def _present(office_ids: Collection[int], at: datetime) -> Mapping[int, dict[int, Person]]:
    found: dict[int, dict[int, Person]] = defaultdict(dict)
    tenures = tenures_on(day_of(at)).filter(post__office_id__in=office_ids, person__is_active=True)
    for tenure in tenures.select_related("person", "post").order_by("id"):
        found[tenure.post.office_id][tenure.person_id] = tenure.person
    covering = Delegation.objects.filter(
        post__office_id__in=office_ids, from_at__lte=at, to_at__gt=at, deputy__is_active=True
    )
    for delegation in covering.select_related("deputy", "post").order_by("id"):
        found[delegation.post.office_id][delegation.deputy_id] = delegation.deputy
    shifts = Shift.objects.filter(
        office_id__in=office_ids, from_at__lte=at, to_at__gt=at, person__is_active=True
    )
    for shift in shifts.select_related("person").order_by("id"):
        found[shift.office_id][shift.person_id] = shift.person
    return found


register_resolver("office", people_of_offices)
