"""The delivery job's second step: claim, send, mark, each telling on its own.

A crash between send and mark leaves the claim behind; when it lapses the telling is sent again under the same id, by which mail servers
and gateways know a repeat. No order of steps does better with SMTP: marked first, a crash would lose it. A chat robot knows no repeats:
there what may have arrived is not sent again, and the message in the application stands. What may have arrived by one channel is never
sent by another.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from django.db.models import F, Q
from django.utils import timezone

from bihuan.kernel import clock
from bihuan.kernel.jobs.items import for_each
from bihuan.kernel.jobs.leases import free
from bihuan.kernel.jobs.tasks import JobReport
from bihuan.kernel.notices.choices import CHATS, Channel
from bihuan.kernel.notices.gateways import ChatChannel, Gateway, MailChannel, NotDelivered, SmsChannel
from bihuan.kernel.notices.health import is_dead, record_down, record_sent
from bihuan.kernel.notices.letters import letter_of
from bihuan.kernel.notices.models import Delivery, Notice, Preference
from bihuan.kernel.notices.resolvers import address_of
from bihuan.kernel.notices.routing import where, wish_of
from bihuan.kernel.notices.rules import next_try
from bihuan.kernel.parameters.values import value

CLAIM = timedelta(minutes=2)
AT_ONCE = 500
CHANNELS: dict[Channel, Callable[[], Gateway]] = {
    Channel.MAIL: MailChannel,
    Channel.SMS: SmsChannel,
    **{channel: partial(ChatChannel, channel) for channel in CHATS},
}


def send_deliveries(*, at: datetime) -> JobReport:
    """Send what is due; a gateway that is down is left alone until the next run."""
    due = Delivery.objects.filter(free(at), next_at__lte=at).select_related("notice", "person")
    deliveries = list(due.order_by("next_at", "pk")[:AT_ONCE])
    on = timezone.localdate(at)
    patience = timedelta(minutes=value("notices.patience", on=on))
    out = _Out(attempts=value("notices.attempts", on=on), patience=patience)
    try:
        report = for_each(_letters(deliveries), out.tell, name=lambda together: f"delivery:{together[0].pk}")
    finally:
        out.close()
    return report.and_more() if len(deliveries) == AT_ONCE and not out.down else report


def _letters(deliveries: Iterable[Delivery]) -> list[list[Delivery]]:
    """Each by itself; a person's digest in one letter; and what went out together before goes together again."""
    found: dict[object, list[Delivery]] = {}
    for one in deliveries:
        key: object = one.pk
        if one.bundle or one.digest:
            key = (one.who, one.channel, one.bundle)
        found.setdefault(key, []).append(one)
    return list(found.values())


class _Out:
    """The open gateways of one run."""

    def __init__(self, *, attempts: int, patience: timedelta) -> None:
        self.attempts, self.patience = attempts, patience
        self.open: dict[Channel, Gateway] = {}
        self.down: set[Channel] = set()
        self.worked: set[Channel] = set()

    def tell(self, together: Sequence[Delivery]) -> None:
        channel = Channel(together[0].channel)
        if channel in self.down:
            return self._unless_dead(together, channel)
        mine = _claim(together)
        if not mine:
            return None
        if channel in CHATS and any(one.uncertain for one in mine):
            return _end(mine, dead_at=clock.now(), last_error="Unknown")
        stale_at = mine[0].notice.stale_at
        if stale_at is not None and clock.now() >= stale_at:
            return _end(mine, dead_at=clock.now(), last_error="Stale")
        try:
            self._gateway(channel).send(letter_of(mine, mine[0].bundle or mine[0].uid))
        except NotDelivered as failure:
            self._failed(mine, channel, failure)
            raise
        _end(mine, sent_at=clock.now())
        self._works(channel)
        return None

    def _failed(self, mine: Sequence[Delivery], channel: Channel, failure: NotDelivered) -> None:
        if failure.gateway_down:
            self.down.add(channel)
            record_down(channel, error=failure.said, at=clock.now())
        if failure.uncertain:
            Delivery.objects.filter(pk__in=[one.pk for one in mine]).update(uncertain=True)
            for one in mine:
                one.uncertain = True
            if channel in CHATS:
                return _end(mine, dead_at=clock.now(), last_error=failure.said)
        given_up = failure.final or mine[0].attempts >= self.attempts
        if (given_up or self._is_dead(channel)) and _move_on(mine, failure.said):
            return None
        return _put_off(mine, failure, given_up=given_up)

    def _unless_dead(self, together: Sequence[Delivery], channel: Channel) -> None:
        """Known to be down: it waits for the next run, or takes the next channel where this one is dead."""
        if self._is_dead(channel):
            _move_on(together, "NoConnection")

    def _is_dead(self, channel: Channel) -> bool:
        return is_dead(channel, at=clock.now(), patience=self.patience)

    def _works(self, channel: Channel) -> None:
        if channel not in self.worked:
            self.worked.add(channel)
            record_sent(channel, at=clock.now())

    def _gateway(self, channel: Channel) -> Gateway:
        if channel not in self.open:
            self.open[channel] = CHANNELS[channel]()
        return self.open[channel]

    def close(self) -> None:
        for gateway in self.open.values():
            gateway.close()


def _claim(together: Sequence[Delivery]) -> list[Delivery]:
    """Those that are ours now. Counts the attempt first, so that one that takes its worker down is not tried for ever. One whose lease
    lapsed was in somebody's hands when they fell: it may have arrived. Several in one letter get the letter's id."""
    at = clock.now()
    bundle = together[0].bundle or (uuid4() if len(together) > 1 else None)
    mine = []
    for one in together:
        uncertain = one.uncertain or one.leased_until is not None
        free_still = Delivery.objects.filter(Q(pk=one.pk, next_at__isnull=False), free(at))
        if free_still.update(
            leased_until=at + CLAIM, attempts=F("attempts") + 1, bundle=bundle, uncertain=uncertain
        ):
            one.attempts, one.bundle, one.uncertain = one.attempts + 1, bundle, uncertain
            mine.append(one)
    return mine


def _move_on(together: Sequence[Delivery], error: str) -> bool:
    """Take the next channel that the person has, unless it may have arrived by this one. Whether there was one."""
    first = together[0]
    if any(one.uncertain for one in together) or first.person is None:
        return False
    wish = wish_of(Preference.objects.filter(person=first.person).first())
    order = [Channel(code) for code in first.fallback.split(",") if code]
    for nth, channel in enumerate(order):
        place = where(channel, address_of(first.person), wish)
        if place:
            Delivery.objects.filter(pk__in=[one.pk for one in together]).update(
                channel=channel,
                address=place,
                fallback=",".join(order[nth + 1 :]),
                attempts=0,
                next_at=clock.now(),
                leased_until=None,
                last_error=error,
            )
            return True
    return False


def _put_off(together: Sequence[Delivery], failure: NotDelivered, *, given_up: bool) -> None:
    at = clock.now()
    if given_up:
        return _end(together, dead_at=at, last_error=failure.said)
    jitter = random.uniform(-1, 1)
    Delivery.objects.filter(pk__in=[one.pk for one in together]).update(
        leased_until=None,
        next_at=next_try(attempts=together[0].attempts, at=at, jitter=jitter),
        last_error=failure.said,
    )
    return None


def _end(together: Sequence[Delivery], **how: object) -> None:
    """Sent or given up: the address is needed no longer, nor are words that were for one pair of eyes."""
    ended = Delivery.objects.filter(pk__in=[one.pk for one in together])
    ended.update(next_at=None, leased_until=None, address="", **how)
    secrets = [one.notice_id for one in together if one.notice.secret]
    if secrets:
        Notice.objects.filter(pk__in=secrets).update(secret="")
