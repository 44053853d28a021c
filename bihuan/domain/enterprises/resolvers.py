"""Where a firm's contacts are told: those who can sign in, by SMS. One who has left is told nothing."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bihuan.domain.enterprises.models import SIGNS_IN, Contact
from bihuan.kernel.identifiers import is_mobile
from bihuan.kernel.notices.resolvers import Address, register_resolver


def contacts(ids: Collection[int], at: datetime) -> Mapping[int, Sequence[Address]]:
    """`contact:<id>`: one of them."""
    rows = Contact.objects.filter(SIGNS_IN, pk__in=ids)
    return {row.pk: [Address(phone=row.phone, quiet=True)] for row in rows if is_mobile(row.phone)}


def firms(ids: Collection[int], at: datetime) -> Mapping[int, Sequence[Address]]:
    """`enterprise:<id>`: all who can sign in for it."""
    found: dict[int, list[Address]] = defaultdict(list)
    for row in Contact.objects.filter(SIGNS_IN, enterprise__in=ids).order_by("id"):
        if is_mobile(row.phone):
            found[row.enterprise_id].append(Address(phone=row.phone, quiet=True))
    return found


register_resolver("contact", contacts)
register_resolver("enterprise", firms)
