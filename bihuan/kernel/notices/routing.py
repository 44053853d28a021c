"""From a person to the channels that are open for them: what they chose, and what the city has switched on."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.conf import settings

from bihuan.kernel.boxes import decrypted, encrypted
from bihuan.kernel.notices.choices import CHATS, Channel
from bihuan.kernel.notices.models import Preference
from bihuan.kernel.notices.resolvers import Address

PURPOSE = "robot"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person chose. `robots`: channel → key."""

    order: tuple[Channel, ...] = ()
    digest: bool = False
    robots: Mapping[str, str] = field(default_factory=dict)


NO_WISH = Wish()


def open_channels() -> tuple[Channel, ...]:
    """What the city has: mail and SMS always, a chat where its robots' address is set."""
    chats = tuple(channel for channel in CHATS if settings.NOTICE_ROUTES.get(channel))
    return (*chats, Channel.MAIL, Channel.SMS)


def wish_of(preference: Preference | None) -> Wish:
    if preference is None:
        return NO_WISH
    robots = json.loads(decrypted(preference.robots, purpose=PURPOSE)) if preference.robots else {}
    return Wish(preference.channels, preference.digest, robots)


def sealed_robots(robots: Mapping[str, str]) -> str:
    """As they lie in the database."""
    kept = {channel: key for channel, key in robots.items() if key}
    return encrypted(json.dumps(kept), purpose=PURPOSE) if kept else ""


def wishes_of(person_ids: Collection[int]) -> Mapping[int, Wish]:
    """Of many at once; who chose nothing is not in it."""
    return {row.person_id: wish_of(row) for row in Preference.objects.filter(person__in=person_ids)}


def where(channel: Channel, address: Address, wish: Wish) -> str | None:
    """The address of a person on a channel, None where there is none or the city has not switched it on."""
    if channel in CHATS:
        return wish.robots.get(channel) if settings.NOTICE_ROUTES.get(channel) else None
    return address.by(channel)
