"""Old notices go: what was done stands in the journal."""

from datetime import datetime, timedelta

from django.utils import timezone

from bihuan.kernel.jobs.items import for_each
from bihuan.kernel.jobs.tasks import JobReport
from bihuan.kernel.notices.models import Notice
from bihuan.kernel.parameters.values import value

CHUNK = 1_000
CHUNKS = 50


def forget_notices(*, at: datetime) -> JobReport:
    """Delete what was resolved longer ago than notices are kept, with its deliveries."""
    before = at - timedelta(days=value("notices.kept_days", on=timezone.localdate(at)))
    old = Notice.objects.filter(queued_at__lt=before, resolved_at__isnull=False).order_by("pk")
    ids = list(old.values_list("pk", flat=True)[: CHUNK * CHUNKS])
    chunks = [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]
    report = for_each(chunks, _forget, name=lambda chunk: f"notices from {chunk[0]}")
    return report.and_more() if len(ids) == CHUNK * CHUNKS and not report.failed else report


def _forget(ids: list[int]) -> None:
    Notice.objects.filter(pk__in=ids).delete()
