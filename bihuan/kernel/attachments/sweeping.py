"""What nobody attached, and what no row knows: removed by a job."""

from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import transaction

from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.attachments.storing import remove

WAITS = timedelta(days=1)
LOOKED_BACK_DAYS = 40
BATCH = 500


def remove_orphans(at: datetime) -> int:
    """Remove files that waited a day and were never attached, bytes left by a rollback or a crash, and bytes of erased rows.

    How many were removed. Safe to repeat, and to run twice at once.
    """
    return (
        _never_attached(at)
        + _erased(at)
        + sum(_ownerless(at - WAITS - timedelta(days=n)) for n in range(LOOKED_BACK_DAYS))
    )


def _never_attached(at: datetime) -> int:
    total = 0
    while True:
        with transaction.atomic():
            waiting = Attachment.objects.filter(subject_id=None, erased_at=None, received_at__lt=at - WAITS)
            batch = list(waiting.select_for_update(skip_locked=True).order_by("received_at")[:BATCH])
            Attachment.objects.filter(pk__in=[row.pk for row in batch]).delete()
        remove([row.path for row in batch])
        total += len(batch)
        if len(batch) < BATCH:
            return total


def _erased(at: datetime) -> int:
    """A crash between the commit and the deletion left them; deleting again is harmless."""
    recent = Attachment.objects.filter(
        erased_at__gte=at - timedelta(days=LOOKED_BACK_DAYS), erased_at__lte=at
    )
    left = [
        row.path for row in recent.only("key", "received_at").iterator() if default_storage.exists(row.path)
    ]
    remove(left)
    return len(left)


def _ownerless(day: datetime) -> int:
    folder = f"{day:%Y/%m/%d}"
    try:
        names = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return 0
    left = []
    for start in range(0, len(names), BATCH):
        some = names[start : start + BATCH]
        known = set(Attachment.objects.filter(key__in=some).values_list("key", flat=True))
        left += [f"{folder}/{name}" for name in some if name not in known]
    remove(left)
    return len(left)
