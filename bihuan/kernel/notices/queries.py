"""What reached whom, and what did not."""

from django.db.models import QuerySet

from bihuan.kernel.access import Actor
from bihuan.kernel.notices.choices import Channel
from bihuan.kernel.notices.models import Delivery, Notice

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


def dead_deliveries() -> QuerySet[Delivery]:
    """What was given up, the latest first: for whoever looks after the system."""
    return (
        Delivery.objects.filter(dead_at__isnull=False).select_related("notice", "entry").order_by("-dead_at")
    )


def reached_nobody() -> QuerySet[Notice]:
    """Notices whose key led to no address on that channel, the latest first."""
    return Notice.objects.filter(resolved_at__isnull=False, reached=0).select_related("entry").order_by("-pk")
