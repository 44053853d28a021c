"""Which roles are together in one person's hands, whatever the posts."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from bihuan.domain.organisations.models import Delegation, Post, Tenure


def roles_in_hands(
    person_ids: Iterable[int], *, from_on: date, to_on: date | None, without: Post | None = None
) -> dict[int, frozenset[str]]:
    """The roles that each person holds or covers on any day of a period; two queries."""
    ids = list(person_ids)
    skipped = without.pk if without else 0
    held = Tenure.objects.filter(Q(to_on=None) | Q(to_on__gte=from_on), person_id__in=ids).exclude(
        post_id=skipped
    )
    covered = Delegation.objects.filter(deputy_id__in=ids, to_at__date__gte=from_on).exclude(post_id=skipped)
    if to_on is not None:
        held, covered = held.filter(from_on__lte=to_on), covered.filter(from_at__date__lte=to_on)
    found: dict[int, set[str]] = defaultdict(set)
    for person_id, roles in held.values_list("person_id", "post__roles"):
        found[person_id].update(roles)
    for person_id, roles in covered.values_list("deputy_id", "post__roles"):
        found[person_id].update(roles)
    return {pk: frozenset(found[pk]) for pk in ids}
