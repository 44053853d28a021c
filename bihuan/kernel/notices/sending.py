"""The delivery job's second step: claim, send, mark, each telling on its own.

A crash between send and mark leaves the claim behind; when it lapses the telling is sent again under the same id, by which mail servers
and gateways know a repeat. No order of steps does better with SMTP: marked first, a crash would lose it.
"""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from bihuan.kernel import clock
from bihuan.kernel.jobs.items import for_each
from bihuan.kernel.jobs.leases import free
from bihuan.kernel.jobs.tasks import JobReport
from bihuan.kernel.notices.choices import Channel
from bihuan.kernel.notices.gateways import Gateway, MailChannel, NotDelivered, SmsChannel
from bihuan.kernel.notices.models import Delivery, Notice
from bihuan.kernel.notices.rules import next_try
from bihuan.kernel.parameters.values import value

CLAIM = timedelta(minutes=2)
AT_ONCE = 500
CHANNELS: dict[Channel, Callable[[], Gateway]] = {Channel.MAIL: MailChannel, Channel.SMS: SmsChannel}


def send_deliveries(*, at: datetime) -> JobReport:
    """Send what is due; a gateway that is down is left alone until the next run."""
    due = Delivery.objects.filter(free(at), next_at__lte=at).select_related("notice")
    deliveries = list(due.order_by("next_at", "pk")[:AT_ONCE])
    out = _Out(attempts=value("notices.attempts", on=timezone.localdate(at)))
    try:
        report = for_each(deliveries, out.tell, name=lambda delivery: f"delivery:{delivery.pk}")
    finally:
        out.close()
    return report.and_more() if len(deliveries) == AT_ONCE and not out.down else report


class _Out:
    """The open gateways of one run."""

    def __init__(self, *, attempts: int) -> None:
        self.attempts = attempts
        self.open: dict[Channel, Gateway] = {}
        self.down: set[Channel] = set()

    def tell(self, delivery: Delivery) -> None:
        channel = Channel(delivery.channel)
        if channel in self.down or not _claim(delivery):
            return
        stale_at = delivery.notice.stale_at
        if stale_at is not None and clock.now() >= stale_at:
            _end(delivery, dead_at=clock.now(), last_error="Stale")
            return
        try:
            self._gateway(channel).send(delivery)
        except NotDelivered as failure:
            if failure.gateway_down:
                self.down.add(channel)
            _put_off(delivery, failure, limit=self.attempts)
            raise
        _end(delivery, sent_at=clock.now())

    def _gateway(self, channel: Channel) -> Gateway:
        if channel not in self.open:
            self.open[channel] = CHANNELS[channel]()
        return self.open[channel]

    def close(self) -> None:
        for gateway in self.open.values():
            gateway.close()


def _claim(delivery: Delivery) -> bool:
    """Whether it is ours now. Counts the attempt first, so that one that takes its worker down is not tried for ever."""
    at = clock.now()
    free_still = Delivery.objects.filter(Q(pk=delivery.pk, next_at__isnull=False), free(at))
    taken = free_still.update(leased_until=at + CLAIM, attempts=F("attempts") + 1)
    delivery.attempts += 1
    return bool(taken)


def _put_off(delivery: Delivery, failure: NotDelivered, *, limit: int) -> None:
    at = clock.now()
    if failure.final or delivery.attempts >= limit:
        _end(delivery, dead_at=at, last_error=failure.said)
        return
    jitter = random.uniform(-1, 1)
    Delivery.objects.filter(pk=delivery.pk).update(
        leased_until=None,
        next_at=next_try(attempts=delivery.attempts, at=at, jitter=jitter),
        last_error=failure.said,
    )


def _end(delivery: Delivery, **how: object) -> None:
    """Sent or given up: the address is needed no longer, nor are words that were for one pair of eyes."""
    Delivery.objects.filter(pk=delivery.pk).update(next_at=None, leased_until=None, address="", **how)
    if delivery.notice.secret:
        Notice.objects.filter(pk=delivery.notice_id).update(secret="")
