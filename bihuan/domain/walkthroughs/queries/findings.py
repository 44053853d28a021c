"""What has become of findings: whose case was struck off or left the loop, whose was taken up again, whose item says something else now."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.choices.states import OPEN
from bihuan.domain.services.models import ItemVersion
from bihuan.domain.services.queries import versions_in_force
from bihuan.domain.walkthroughs.choices import FindingState
from bihuan.domain.walkthroughs.models import Finding
from bihuan.kernel.calendar import day_of


def settled_findings() -> QuerySet[Finding]:
    """Struck off, or ended otherwise (answered directly, declined, withdrawn …), and not yet shown to the finder; or settled anew after a no.
    A merged case waits for its lead, with which it is struck off."""
    waits = Q(state=FindingState.OPEN) | Q(state=FindingState.DISPUTED, settled_at__gt=F("word_at"))
    settled = Coalesce("case__struck_off_at", "case__ended_at")
    return (
        Finding.objects.annotate(settled_at=settled)
        .filter(waits, settled_at__isnull=False)
        .exclude(case__state=State.MERGED)
        .select_related("case")
        .order_by("id")
    )


def reopened_findings() -> QuerySet[Finding]:
    """Shown or confirmed, but the case goes round again: its reporter was not content, or it came back."""
    told = Q(state__in=[FindingState.SHOWN, FindingState.RECTIFIED])
    return Finding.objects.filter(told, case__state__in=sorted(OPEN), case__struck_off_at=None).order_by("id")


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
