"""What has become of findings: whose case was struck off, whose item says something else now."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, Q, QuerySet

from bihuan.domain.services.models import ItemVersion
from bihuan.domain.services.queries import versions_in_force
from bihuan.domain.walkthroughs.choices import FindingState
from bihuan.domain.walkthroughs.models import Finding
from bihuan.kernel.calendar import day_of


def settled_findings() -> QuerySet[Finding]:
    """Struck off and not yet shown to the finder, or struck off anew after a no."""
    waits = Q(state=FindingState.OPEN) | Q(state=FindingState.DISPUTED, case__struck_off_at__gt=F("word_at"))
    return (
        Finding.objects.filter(waits, case__struck_off_at__isnull=False).select_related("case").order_by("id")
    )


def changed_since_found(at: datetime) -> Iterator[tuple[Finding, ItemVersion]]:
    """Findings that proposed something, with the version of their item that is in force now, where it is a later one."""
    proposing = Q(saves_days__gt=0) | Q(saves_materials__gt=0) | Q(saves_trips__gt=0)
    findings = Finding.objects.filter(proposing, gain=None, item__isnull=False).exclude(
        state=FindingState.SEALED
    )
    versions = versions_in_force(day_of(at)).filter(item__in=findings.values("item"))
    now = {version.item_id: version for version in versions}
    for finding in findings.select_related("item_version").order_by("id"):
        version = now.get(finding.item_id or 0)
        held = finding.item_version
        if version is not None and held is not None and version.place > held.place:
            yield finding, version
