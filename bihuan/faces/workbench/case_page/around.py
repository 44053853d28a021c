"""What lies around a case: files, messages, other cases, requests for approval."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bihuan.domain.cases.models import (
    Case,
    RelayMessage,
)
from bihuan.domain.cases.queries.gate import cases_visible_to
from bihuan.domain.cases.queries.sight import Seen, is_from_reporter, reads_words, title_for
from bihuan.domain.liaison.models import Need
from bihuan.domain.liaison.queries import aspect_name
from bihuan.faces.workbench.names import holder_names
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.kinds import kind_of
from bihuan.kernel.approvals.queries import approvals_on
from bihuan.kernel.attachments.kinds import KINDS
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.attachments.queries import files_of
from bihuan.kernel.calendar import day_of


@dataclass(frozen=True, slots=True)
class FileShown:
    attachment: Attachment
    from_reporter: bool
    is_picture: bool


@dataclass(frozen=True, slots=True)
class LinkShown:
    """Another case that belongs to this one; `url` only where this actor may open it."""

    what: str
    number: str
    title: str
    visible: bool
    undone: bool


def files_shown(case: Case, seen: Seen) -> list[FileShown]:
    """What offices added is for whoever sees the case; what the reporter gave stays above a seal."""
    return [
        FileShown(file, is_from_reporter(file), KINDS[file.kind].content_type.startswith("image/"))
        for file in files_of(case.subject)
        if seen.sight.words or not is_from_reporter(file)
    ]


def relay_shown(case: Case, seen: Seen) -> list[RelayMessage]:
    """Below a seal the reporter's words are read from the first message on that they could answer."""
    rows = list(case.relay.select_related("text", "leg__office").order_by("at", "id"))
    if seen.sight.words:
        return rows
    first = next((place for place, row in enumerate(rows) if not row.from_reporter), len(rows))
    return rows[first:]


def links_of(case: Case, actor: Actor) -> list[LinkShown]:
    """Both directions, and what was merged into it. One query says which of them this actor may open."""
    outward = [
        (link.get_kind_display(), link.other, link.undone_at)
        for link in case.links.select_related("other__office")
    ]
    inward = [
        (_turned(link.kind), link.case, link.undone_at) for link in case.linked.select_related("case__office")
    ]
    rows = outward + inward
    visible = set(
        cases_visible_to(actor).filter(pk__in=[other.pk for _, other, _ in rows]).values_list("pk", flat=True)
    )
    return [
        LinkShown(
            what,
            other.number or "",
            title_for(other, words=reads_words(actor, other)) if other.pk in visible else "",
            other.pk in visible,
            undone is not None,
        )
        for what, other, undone in rows
    ]


def aspect_of(case: Case, at: datetime) -> str:
    """The aspect of a firm's need, whose own page says what help was offered; nothing where the case is none."""
    need = Need.objects.filter(case=case).first() if case.enterprise_id else None
    return aspect_name(need.aspect, on=day_of(at)) if need else ""


def _turned(kind: str) -> str:
    """The same link, seen from the other side."""
    return {
        "MERGED": "并入本件",
        "SPLIT": "拆出",
        "RECURRENCE": "后来复发",
        "REPEAT": "又被反映",
        "RETALIATION": "反映打击报复",
    }.get(kind, "相关")


def approvals_shown(case: Case, actor: Actor) -> list[dict[str, Any]]:
    rows = list(approvals_on(case.subject))
    names = holder_names(row.holder for row in rows)
    return [
        {
            "row": row,
            "label": kind_of(row.kind).label,
            "holder": names.get(row.holder, ""),
            "mine": row.is_open and row.holder in actor.keys and (not row.role or actor.has(row.role)),
        }
        for row in rows
    ]
