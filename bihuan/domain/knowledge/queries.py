"""What may be offered, and what is due for review."""

from datetime import date

from django.db.models import QuerySet

from bihuan.domain.knowledge.models import KnowledgeEntry
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.search.queries import matching


def offered(*, on: date) -> QuerySet[KnowledgeEntry]:
    """Entries on which anybody may rely on that day: published, not withdrawn, not past their review."""
    return KnowledgeEntry.objects.filter(withdrawn_at=None, review_on__gte=on).select_related("owner")


def is_offered(entry: KnowledgeEntry, *, on: date) -> bool:
    """Whether anybody may rely on this entry that day."""
    return entry.withdrawn_at is None and entry.review_on >= on


def entries_for(words: str, *, on: date, most: int = 5) -> list[KnowledgeEntry]:
    """The offered entries that hold the words, the newest first; nothing for no words."""
    if not words.strip():
        return []
    return list(matching(offered(on=on), "knowledge", words).order_by("-id")[:most])


def due_for_review(*, on: date) -> QuerySet[KnowledgeEntry]:
    """Past their review date: not offered until somebody looks."""
    return KnowledgeEntry.objects.filter(withdrawn_at=None, review_on__lt=on).order_by("review_on", "id")


def entry_for(pk: int, *, on: date) -> KnowledgeEntry:
    """The gate: entries are for everybody, as long as they are offered."""
    entry = offered(on=on).filter(pk=pk).first()
    if entry is None:
        raise NotVisible(
            "no_such_entry", "知识库里没有这一条，或者已过复核日期。", "请换一条，或转为工单办理。"
        )
    return entry
