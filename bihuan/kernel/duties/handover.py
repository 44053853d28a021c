"""Move what one holder owes to another: somebody leaves, an office is dissolved into another."""

from datetime import datetime

from django.db import transaction

from bihuan.kernel.duties.actions import drop_duty
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal.subjects import Subject


def move_duties(
    *,
    from_holder: str,
    to_holder: str,
    at: datetime,
    subject: Subject | None = None,
    verb: str | None = None,
) -> list[Duty]:
    """Every open duty of a holder (or only those on one subject, of one verb) becomes another's; clocks run on. What the other owes
    already is dropped, so that it is owed once. Those that were open, in the order in which they began to be."""
    with transaction.atomic():
        open_ = Duty.objects.filter(done_at=None)
        if subject is not None:
            open_ = open_.filter(subject_kind=subject.kind, subject_id=subject.id)
        if verb is not None:
            open_ = open_.filter(verb=verb)
        moving = list(open_.select_for_update().filter(holder=from_holder).order_by("pk"))
        owed = {_what(duty) for duty in open_.filter(holder=to_holder)}
        for duty in (duty for duty in moving if _what(duty) in owed):
            drop_duty(duty=duty, at=at)
        moved = [duty for duty in moving if duty.is_open]
        for duty in moved:
            duty.holder = to_holder
        Duty.objects.bulk_update(moved, ["holder"], batch_size=500)
    return moving


def _what(duty: Duty) -> tuple[str, int, str, str]:
    return duty.subject_kind, duty.subject_id, duty.item, duty.verb
