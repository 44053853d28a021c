"""Checks, follow-ups and rulings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bihuan.domain.cases.choices import (
    Outcome,
    Satisfaction,
)
from bihuan.domain.cases.models import (
    Case,
    CheckResult,
    FollowUp,
    Ruling,
)
from bihuan.faces.workbench.case_page.words import label_of


@dataclass(frozen=True, slots=True)
class Signed:
    """Something said or decided in a round: by whom, when, the texts."""

    round: int
    label: str
    by: str
    at: datetime | None
    texts: Sequence[str] = ()
    good: bool | None = None
    notes: Sequence[str] = ()


def decisions_of(case: Case, *, reads_reporter: bool) -> list[Signed]:
    """Checks, follow-ups and rulings, in the order in which they were made."""
    made = [*_checks(case), *_follow_ups(case, reads_reporter), *_rulings(case)]
    return sorted(made, key=lambda one: (one.at is None, one.at or case.registered_at))


def _checks(case: Case) -> Iterable[Signed]:
    for row in CheckResult.objects.filter(case=case).select_related("by", "reason").order_by("id"):
        label = (
            "核查属实，销号"
            if row.passed
            else ("确认承诺期限" if row.outcome == Outcome.PROMISED else "核查不符，退回重办")
        )
        notes = ["到现场看过"] if row.on_site else []
        yield Signed(row.round, label, row.by.name, row.at, _text(row.reason), row.passed, notes)


def _follow_ups(case: Case, reads_reporter: bool) -> Iterable[Signed]:
    rows = FollowUp.objects.filter(case=case, finished_at__isnull=False).select_related("by", "said")
    for row in rows.order_by("id"):
        if row.reached is False:
            yield Signed(row.round, "三次没有访到", row.by.name if row.by else "", row.finished_at)
            continue
        notes = ["反映人说已解决" if row.solved else "反映人说没有解决"]
        if row.contact_confirmed is not None:
            notes.append("确认联系过" if row.contact_confirmed else "说没有联系过")
        label = f"回访：{label_of(Satisfaction, row.satisfaction)}"
        by = row.by.name if row.by else "反映人网上评价"
        yield Signed(
            row.round,
            label,
            by,
            row.finished_at,
            _text(row.said) if reads_reporter else (),
            row.solved,
            notes,
        )


def _rulings(case: Case) -> Iterable[Signed]:
    rows = Ruling.objects.filter(case=case).select_related("by", "reason", "remedies")
    for row in rows.order_by("id"):
        texts = [*_text(row.reason), *_text(row.remedies)]
        yield Signed(row.round, f"裁定：{row.get_kind_display()}", row.by.name, row.at, texts)


def _text(note: Any) -> list[str]:
    return [note.text] if note is not None and note.text else []
