"""The only writer of the demo's clock."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from bihuan.kernel.access import Actor
from bihuan.kernel.clock.models import DemoClock
from bihuan.kernel.clock.queries import demo_moment
from bihuan.kernel.clock.rules import may_move
from bihuan.kernel.journal import Subject, record
from bihuan.kernel.refusals import refuse_unless

CLOCK = Subject("clock", 1)


def move_clock(*, to: datetime, by: Actor) -> datetime:
    """Stand on another day: forward only, and only in the demo. What became due on the way is found by the next jobs."""
    with transaction.atomic():
        machine = timezone.now().astimezone(UTC)
        DemoClock.objects.get_or_create(pk=1, defaults={"moved_to": machine, "machine_at": machine})
        row = DemoClock.objects.select_for_update().get(pk=1)
        refuse_unless(may_move(demo=settings.DEMO, now=demo_moment(machine), to=to))
        row.moved_to, row.machine_at = to, machine
        row.save(update_fields=["moved_to", "machine_at"])
        record(subject=CLOCK, event="clock.move", by=by, at=to, data={"to": to})
    return to.astimezone(UTC)
