"""What actions call: queue in their own transaction. And what a person does with what reached them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bihuan.kernel.access import Actor
from bihuan.kernel.boxes import encrypted
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.notices.choices import Channel
from bihuan.kernel.notices.models import Delivery, Notice
from bihuan.kernel.refusals import NotVisible


@dataclass(frozen=True, slots=True)
class Recipient:
    """A key (`office:12`, `person:7`) and the channels by which it is told."""

    key: str
    channels: tuple[str, ...] = (Channel.IN_APP,)


def queue_notices(
    *,
    entry: Entry,
    recipients: Iterable[Recipient],
    title: str,
    body: str = "",
    at: datetime,
    critical: bool = False,
    secret: str = "",
    stale_at: datetime | None = None,
) -> None:
    """Queue what an entry tells people, in the action's transaction. The same key and channel twice is once.

    Title and body travel through mail servers and gateways: numbers and links, no names, phones or addresses of reporters.
    secret: words at the end that are kept encrypted until they are sent, and not after.   stale_at: not sent after this.
    """
    wanted = {(r.key, Channel(channel)): None for r in recipients for channel in r.channels}
    Notice.objects.bulk_create(
        [
            Notice(
                entry=entry,
                recipient=key,
                channel=channel,
                title=title,
                body=body,
                critical=critical,
                secret=encrypted(secret) if secret else "",
                stale_at=stale_at,
                queued_at=at,
            )
            for key, channel in wanted
        ],
        ignore_conflicts=True,
    )


def read_notice(*, delivery_id: int, by: Actor, at: datetime) -> Delivery:
    """The person saw it. Reading again keeps the first moment."""
    mine = Delivery.objects.filter(pk=delivery_id, person_id=by.person_id or 0, channel=Channel.IN_APP)
    mine.filter(read_at=None).update(read_at=at)
    delivery = mine.select_related("notice", "entry").first()
    if delivery is None:
        raise NotVisible()
    return delivery


def read_all_notices(*, by: Actor, at: datetime) -> int:
    """The person saw all of them; how many were new."""
    mine = Delivery.objects.filter(person_id=by.person_id or 0, channel=Channel.IN_APP, read_at=None)
    return mine.update(read_at=at)
