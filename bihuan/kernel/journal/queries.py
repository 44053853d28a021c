"""Questions to the journal."""

from collections.abc import Collection

from django.db.models import F

from bihuan.kernel.journal.models import Entry
from bihuan.kernel.journal.subjects import Subject


def history(subject: Subject) -> list[Entry]:
    """Everything that was done to a subject, first to last."""
    return list(Entry.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("seq"))


def last_seq(subject: Subject) -> int:
    """The version of a subject: the seq of its last entry, 0 before the first."""
    entries = Entry.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    return entries.order_by("-seq").values_list("seq", flat=True).first() or 0


def entries_since(subject: Subject, seq: int) -> list[Entry]:
    """What was done to a subject after the version that somebody saw."""
    entries = Entry.objects.filter(subject_kind=subject.kind, subject_id=subject.id, seq__gt=seq)
    return list(entries.order_by("seq"))


def entries_after(
    position: int,
    limit: int,
    *,
    kinds: Collection[str] | None = None,
    events: Collection[str] | None = None,
) -> list[Entry]:
    """The next entries in position order, each with its `position`; of these kinds of subject, of these events, or all.

    Only what has been placed: call `place()` first, or use `read_new`.
    """
    entries = Entry.objects.filter(placed__position__gt=position)
    if kinds is not None:
        entries = entries.filter(subject_kind__in=kinds)
    if events is not None:
        entries = entries.filter(event__in=events)
    return list(entries.annotate(position=F("placed__position")).order_by("placed__position")[:limit])
