"""Whether each way out works. Written by the delivery job, read by it and by the page of whoever looks after the system."""

from datetime import datetime, timedelta

from bihuan.kernel.notices.choices import Channel
from bihuan.kernel.notices.models import ChannelHealth


def record_sent(channel: Channel, *, at: datetime) -> None:
    """It took something: it works."""
    ChannelHealth.objects.update_or_create(
        channel=channel, defaults={"down_since": None, "last_error": "", "sent_at": at}
    )


def record_down(channel: Channel, *, error: str, at: datetime) -> None:
    """It does not answer; since when stays as it is."""
    known, _ = ChannelHealth.objects.get_or_create(channel=channel)
    known.down_since, known.last_error = known.down_since or at, error
    known.save()


def is_dead(channel: Channel, *, at: datetime, patience: timedelta) -> bool:
    """Down for so long that the next channel is taken."""
    since = ChannelHealth.objects.filter(channel=channel, down_since__isnull=False).values_list(
        "down_since", flat=True
    )
    return any(down is not None and at - down >= patience for down in since)
