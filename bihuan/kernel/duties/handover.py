"""Move what one holder owes to another: somebody leaves, an office is dissolved into another."""

from datetime import datetime

from django.db import transaction

from bihuan.kernel.duties.models import Duty


def move_duties(*, from_holder: str, to_holder: str, at: datetime) -> int:
    """Every open duty of a holder becomes another's; clocks go on as they ran. What the other already owes ends as dropped, so that it
    is owed once. How many were open."""
    with transaction.atomic():
        moving = list(
            Duty.objects.select_for_update().filter(holder=from_holder, done_at=None).order_by("pk")
        )
        owed = {_what(duty) for duty in Duty.objects.filter(holder=to_holder, done_at=None)}
        for duty in moving:
            if _what(duty) in owed:
                duty.done_at, duty.dropped = at, True
            else:
                duty.holder = to_holder
        Duty.objects.bulk_update(moving, ["holder", "done_at", "dropped"], batch_size=500)
    return len(moving)


def _what(duty: Duty) -> tuple[str, int, str, str]:
    return duty.subject_kind, duty.subject_id, duty.item, duty.verb
