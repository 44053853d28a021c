"""What reached whom, and what did not."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from bihuan.kernel.access import Actor
from bihuan.kernel.notices.choices import Channel
from bihuan.kernel.notices.models import ChannelHealth, Delivery, Notice
from bihuan.kernel.notices.routing import open_channels

MANY = 100


def inbox_of(actor: Actor, *, before: int | None = None) -> QuerySet[Delivery]:
    """A person's notices in the application, the newest first; `before` is the last id of the page before."""
    mine = Delivery.objects.filter(person_id=actor.person_id or 0, channel=Channel.IN_APP)
    if before is not None:
        mine = mine.filter(pk__lt=before)
    return mine.select_related("notice", "entry").order_by("-pk")


def unread_count(actor: Actor) -> int:
    """The number beside the bell, at most 100 (shown as 99+)."""
    if actor.person_id is None:
        return 0
    unread = Delivery.objects.filter(person_id=actor.person_id, channel=Channel.IN_APP, read_at=None)
    return unread.order_by()[:MANY].count()


@dataclass(frozen=True, slots=True)
class Way:
    """One channel as whoever looks after the system sees it."""

    channel: Channel
    down_since: datetime | None
    last_error: str
    sent_at: datetime | None
    waiting: int
    given_up: int


def ways_out(*, since: datetime) -> list[Way]:
    """Every channel that is switched on: whether it works, what waits, what was given up since. Two queries."""
    health = {row.channel: row for row in ChannelHealth.objects.all()}
    outside = Delivery.objects.exclude(channel=Channel.IN_APP).order_by()
    waiting, given_up = Q(next_at__isnull=False), Q(dead_at__gte=since)
    counted = outside.filter(waiting | given_up).values("channel")
    rows = counted.annotate(w=Count("pk", filter=waiting), g=Count("pk", filter=given_up))
    counts = {row["channel"]: (row["w"], row["g"]) for row in rows}
    found = []
    for channel in open_channels():
        known = health.get(channel) or ChannelHealth(channel=channel)
        waits, dead = counts.get(channel, (0, 0))
        found.append(Way(channel, known.down_since, known.last_error, known.sent_at, waits, dead))
    return found


def dead_deliveries() -> QuerySet[Delivery]:
    """What was given up, the latest first: for whoever looks after the system."""
    return (
        Delivery.objects.filter(dead_at__isnull=False).select_related("notice", "entry").order_by("-dead_at")
    )


def reached_nobody() -> QuerySet[Notice]:
    """Notices whose key led to no address on that channel, the latest first."""
    return Notice.objects.filter(resolved_at__isnull=False, reached=0).select_related("entry").order_by("-pk")
