"""Questions to the journal."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import OuterRef, Subquery

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
    upto: int | None = None,
) -> list[Entry]:
    """The next entries in position order, each with its `position`; of these kinds of subject, of these events, or all.

    Only what has been placed: call `place()` first, or use `read_new`.
    """
    entries = Entry.objects.filter(placed__position__gt=position)
    if upto is not None:
        entries = entries.filter(placed__position__lte=upto)
    if kinds is not None:
        entries = entries.filter(subject_kind__in=kinds)
    if events is not None:
        entries = entries.filter(event__in=events)
    return list(entries.select_related("placed").order_by("placed__position")[:limit])


def ends_of_chains(subjects: Iterable[Subject]) -> dict[Subject, tuple[int, str]]:
    """Seq and hash of the last entry of each subject that has one; one query per kind."""
    by_kind = defaultdict(list)
    for kind, id in subjects:
        by_kind[kind].append(id)
    ends: dict[Subject, tuple[int, str]] = {}
    for kind, ids in by_kind.items():
        of_kind = Entry.objects.filter(subject_kind=kind)
        if len(ids) == 1:
            last = of_kind.filter(subject_id=ids[0]).order_by("-seq").values_list("seq", "hash")[:1]
            ends.update({Subject(kind, ids[0]): end for end in last})
        else:
            ends.update(_ends(kind, ids))
    return ends


def _ends(kind: str, ids: list[int]) -> dict[Subject, tuple[int, str]]:
    of_this = Entry.objects.filter(subject_kind=kind, subject_id=OuterRef("subject_id"))
    last = Entry.objects.filter(
        subject_kind=kind, subject_id__in=ids, seq=Subquery(of_this.order_by("-seq").values("seq")[:1])
    )
    rows = last.values_list("subject_id", "seq", "hash")
    return {Subject(kind, id): (seq, hash) for id, seq, hash in rows}
