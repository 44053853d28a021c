"""The delivery job's first step: from keys to one delivery per person and channel."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from bihuan.kernel.jobs.items import for_each
from bihuan.kernel.jobs.tasks import JobReport
from bihuan.kernel.notices.choices import Channel
from bihuan.kernel.notices.models import Delivery, Notice
from bihuan.kernel.notices.resolvers import Address, addresses_of
from bihuan.kernel.notices.routing import NO_WISH, Wish, where, wishes_of
from bihuan.kernel.notices.rules import after_quiet_hours, next_digest, route
from bihuan.kernel.parameters.values import value

CHUNK = 200
CHUNKS = 25


def resolve_notices(*, at: datetime) -> JobReport:
    """Resolve what was queued, some hundreds at a time, and never two prefixes together: a resolver that fails holds up only its own."""
    queued = Notice.objects.filter(resolved_at=None).order_by("pk").values_list("pk", "recipient")
    waiting = list(queued[: CHUNK * CHUNKS])
    report = for_each(
        _chunks(waiting), lambda chunk: _resolve(chunk, at), name=lambda chunk: f"notices from {chunk[0]}"
    )
    return report.and_more() if len(waiting) == CHUNK * CHUNKS and not report.failed else report


def _chunks(waiting: Iterable[tuple[int, str]]) -> Iterator[list[int]]:
    by_prefix: dict[str, list[int]] = {}
    for id, recipient in waiting:
        by_prefix.setdefault(recipient.partition(":")[0], []).append(id)
    for ids in by_prefix.values():
        yield from (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


@transaction.atomic
def _resolve(ids: Sequence[int], at: datetime) -> None:
    notices = list(Notice.objects.select_for_update().filter(pk__in=ids, resolved_at=None).order_by("pk"))
    found = addresses_of({notice.recipient for notice in notices}, at=at)
    ways = _Ways(notices, found)
    deliveries = [d for notice in notices for d in _deliveries(notice, found, ways, at)]
    # Two keys that lead to the same person, and a run that was cut off, end here: unique (entry, who) outside, (entry, channel, who).
    Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
    reached: dict[int, int] = {}
    for delivery in deliveries:
        reached[delivery.notice_id] = reached.get(delivery.notice_id, 0) + 1
    for notice in notices:
        notice.resolved_at, notice.reached = at, reached.get(notice.pk, 0)
        notice.secret = notice.secret if notice.reached else ""
    Notice.objects.bulk_update(notices, ["resolved_at", "reached", "secret"])


class _Ways:
    """What the events name and what the persons chose, read once for a lot of notices."""

    def __init__(self, notices: Sequence[Notice], found: Mapping[str, Sequence[Address]]) -> None:
        people = {a.person_id for addresses in found.values() for a in addresses if a.person_id is not None}
        self.wishes = wishes_of(people)
        self.named: dict[tuple[int, str], list[str]] = {}
        siblings = Notice.objects.filter(entry__in={notice.entry_id for notice in notices})
        for entry, recipient, channel in siblings.order_by("pk").values_list(
            "entry_id", "recipient", "channel"
        ):
            if channel != Channel.IN_APP:
                self.named.setdefault((entry, recipient), []).append(channel)

    def outside(self, notice: Notice, address: Address) -> tuple[Wish, list[tuple[Channel, str]]]:
        """The channels that are open for this person and notice, with their addresses."""
        wish = self.wishes.get(address.person_id or 0, NO_WISH)
        order = route(
            self.named.get((notice.entry_id, notice.recipient), ()),
            wish.order,
            critical=notice.critical,
            for_one_channel=bool(notice.secret),
        )
        found = ((Channel(code), where(Channel(code), address, wish)) for code in order)
        return wish, [(channel, at) for channel, at in found if at]


def _deliveries(
    notice: Notice, found: Mapping[str, Sequence[Address]], ways: _Ways, at: datetime
) -> Iterable[Delivery]:
    channel = Channel(notice.channel)
    for address in found.get(notice.recipient, ()):
        if address.person_id is None:  # no account and no wishes: by the channel that the event names
            place = address.by(channel)
            if place is not None:
                yield _outside(notice, address, NO_WISH, [(channel, place)], at)
            continue
        if channel is Channel.IN_APP:  # being there is being delivered
            yield _delivery(notice, channel, address, sent_at=at)
        wish, open_ = ways.outside(notice, address)
        if open_:
            yield _outside(notice, address, wish, open_, at)


def _outside(
    notice: Notice, address: Address, wish: Wish, open_: Sequence[tuple[Channel, str]], at: datetime
) -> Delivery:
    (channel, place), *others = open_
    waits = wish.digest and not (notice.critical or notice.secret or notice.stale_at)
    return _delivery(
        notice,
        channel,
        address,
        address=place,
        fallback=",".join(other for other, _ in others),
        digest=waits,
        next_at=_digest_at(at) if waits else _not_at_night(notice, channel, address, at),
    )


def _delivery(notice: Notice, channel: Channel, to: Address, **more: Any) -> Delivery:
    return Delivery(
        notice=notice,
        entry_id=notice.entry_id,
        channel=channel,
        person_id=to.person_id,
        who=to.who(channel),
        **more,
    )


def _not_at_night(notice: Notice, channel: Channel, address: Address, at: datetime) -> datetime:
    """What makes a phone ring waits for the morning, unless it is critical; a mail makes none."""
    rings = channel is not Channel.MAIL
    return _by_day(at) if rings and address.quiet and not notice.critical else at


def _digest_at(at: datetime) -> datetime:
    zone = timezone.get_default_timezone()
    daily = time.fromisoformat(value("notices.digest_at", on=at.astimezone(zone).date()))
    return next_digest(at=at, daily=daily, zone=zone)


def _by_day(at: datetime) -> datetime:
    zone = timezone.get_default_timezone()
    on = at.astimezone(zone).date()
    begin, end = (time.fromisoformat(value(f"notices.quiet_{edge}", on=on)) for edge in ("from", "until"))
    return after_quiet_hours(at=at, begin=begin, end=end, zone=zone)
