"""The delivery job's first step: from keys to one delivery per person and channel."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from bihuan.kernel.jobs.items import for_each
from bihuan.kernel.jobs.tasks import JobReport
from bihuan.kernel.notices.choices import Channel
from bihuan.kernel.notices.models import Delivery, Notice
from bihuan.kernel.notices.resolvers import Address, addresses_of
from bihuan.kernel.notices.rules import after_quiet_hours
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
    deliveries = [d for notice in notices for d in _deliveries(notice, found, at)]
    # Two keys that lead to the same person, and a run that was cut off, end here: unique (entry, channel, who).
    Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
    reached: dict[int, int] = {}
    for delivery in deliveries:
        reached[delivery.notice_id] = reached.get(delivery.notice_id, 0) + 1
    for notice in notices:
        notice.resolved_at, notice.reached = at, reached.get(notice.pk, 0)
        notice.secret = notice.secret if notice.reached else ""
    Notice.objects.bulk_update(notices, ["resolved_at", "reached", "secret"])


def _deliveries(notice: Notice, found: Mapping[str, Sequence[Address]], at: datetime) -> Iterable[Delivery]:
    channel = Channel(notice.channel)
    for address in found.get(notice.recipient, ()):
        where = address.by(channel)
        if where is not None:
            yield _delivery(notice, channel, address, where, at)


def _delivery(notice: Notice, channel: Channel, address: Address, where: str, at: datetime) -> Delivery:
    in_app = channel is Channel.IN_APP  # being there is being delivered
    waits = channel is Channel.SMS and address.quiet and not notice.critical
    return Delivery(
        notice=notice,
        entry_id=notice.entry_id,
        channel=channel,
        person_id=address.person_id,
        who=address.who(channel),
        address=where,
        sent_at=at if in_app else None,
        next_at=None if in_app else _by_day(at) if waits else at,
    )


def _by_day(at: datetime) -> datetime:
    zone = timezone.get_default_timezone()
    on = at.astimezone(zone).date()
    begin, end = (time.fromisoformat(value(f"notices.quiet_{edge}", on=on)) for edge in ("from", "until"))
    return after_quiet_hours(at=at, begin=begin, end=end, zone=zone)
