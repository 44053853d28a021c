"""Who is told when the applicant of a handling or of a matter is told: the number that was left; only the gateway sees it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from bihuan.domain.services.models import Handling, Matter
from bihuan.kernel.identifiers import is_mobile
from bihuan.kernel.notices.resolvers import Address, register_resolver


def applicants(ids: Collection[int], at: datetime) -> Mapping[int, Sequence[Address]]:
    """`applicant:<handling id>`."""
    return _addresses(Handling.objects.filter(pk__in=ids).values_list("pk", "phone"))


def matter_applicants(ids: Collection[int], at: datetime) -> Mapping[int, Sequence[Address]]:
    """`matter_applicant:<matter id>`."""
    return _addresses(Matter.objects.filter(pk__in=ids).values_list("pk", "phone"))


def _addresses(rows: Iterable[tuple[int, str]]) -> Mapping[int, Sequence[Address]]:
    return {pk: [Address(phone=phone, quiet=True)] for pk, phone in rows if phone and is_mobile(phone)}


register_resolver("applicant", applicants)
register_resolver("matter_applicant", matter_applicants)
