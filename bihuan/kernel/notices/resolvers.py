"""From a key to people and addresses, at delivery: who holds the desk *then*, and which number they have *then*."""

import hashlib
import hmac
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings

from bihuan.kernel.access.models import Person
from bihuan.kernel.notices.choices import Channel
from bihuan.kernel.rooms import import_from_rooms


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody can be told. quiet: no SMS at night unless it is critical."""

    person_id: int | None = None
    mail: str = ""
    phone: str = ""
    quiet: bool = False

    def by(self, channel: Channel) -> str | None:
        """The address on a channel: empty in the application, None where there is none."""
        if channel is Channel.IN_APP:
            return "" if self.person_id is not None else None
        return {Channel.MAIL: self.mail, Channel.SMS: self.phone}.get(channel) or None

    def who(self, channel: Channel) -> str:
        """The same human under every key: the person where known, else a keyed digest of the address."""
        if self.person_id is not None:
            return f"person:{self.person_id}"
        said = f"notices:{self.by(channel)}".encode()
        return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()


Resolver = Callable[[Collection[int], datetime], Mapping[int, Sequence[Address]]]
_resolvers: dict[str, Resolver] = {}


def register_resolver(prefix: str, resolver: Resolver) -> None:
    """`resolver(ids, at)` answers for all keys `<prefix>:<id>` at once: {id: addresses}. Registered once, in a room's `resolvers.py`."""
    if prefix in _resolvers and _resolvers[prefix] is not resolver:
        raise ValueError(f"the resolver of {prefix!r} is registered twice")
    _resolvers[prefix] = resolver


@cache
def _load() -> None:
    import_from_rooms("resolvers")


def addresses_of(keys: Collection[str], *, at: datetime) -> Mapping[str, Sequence[Address]]:
    """Every key with its addresses; a key that nobody can resolve has none."""
    _load()
    found: dict[str, Sequence[Address]] = {}
    by_prefix: dict[str, set[int]] = {}
    for key in keys:
        prefix, _, number = key.partition(":")
        if number.isdecimal():
            by_prefix.setdefault(prefix, set()).add(int(number))
    for prefix, ids in by_prefix.items():
        resolver = _resolvers.get(prefix)
        if resolver is not None:
            found |= {f"{prefix}:{id}": addresses for id, addresses in resolver(ids, at).items()}
    return found


def people(ids: Collection[int], at: datetime) -> Mapping[int, Sequence[Address]]:
    """The kernel's own resolver: `person:<id>`. One who has left is told nothing."""
    return {person.pk: [address_of(person)] for person in Person.objects.filter(pk__in=ids, is_active=True)}


def address_of(person: Person) -> Address:
    """Where a person can be told, for resolvers of the rooms above too."""
    return Address(person.pk, mail=person.email, phone=person.phone, quiet=person.quiet_hours)


register_resolver("person", people)
