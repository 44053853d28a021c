"""The index can be thrown away and rebuilt: each noun says where its texts are."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db import transaction

from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.search.actions import index_many
from bihuan.kernel.search.models import Indexed

# (id, text) of all that may be found: sealed subjects give their restatement, erased ones are left out.
Texts = Callable[[], Iterable[tuple[int, str]]]
BATCH = 1000
_sources: dict[str, Texts] = {}


def register_texts(kind: str, texts: Texts) -> None:
    """A noun names the source of its texts; called in its AppConfig.ready. `texts` streams (`.iterator()`)."""
    if _sources.get(kind, texts) is not texts:
        raise ValueError(f"{kind} already has a source of texts")
    _sources[kind] = texts


def reindex(kinds: Iterable[str] = ()) -> Iterator[tuple[str, int]]:
    """Rebuild the index of these kinds, or of all; yields (kind, rows so far) so that a command can show progress.

    Each batch is its own transaction and search goes on meanwhile; what has no text any more is forgotten at the end.
    """
    for kind in list(kinds) or sorted(_sources):
        yield from _reindex_kind(kind, iter(_sources[kind]()))


def _reindex_kind(kind: str, texts: Iterator[tuple[int, str]]) -> Iterator[tuple[str, int]]:
    gone = set(Indexed.objects.filter(subject_kind=kind).values_list("subject_id", flat=True).iterator())
    done = 0
    while batch := list(islice(texts, BATCH)):
        with transaction.atomic():
            done += index_many((Subject(kind, id), text) for id, text in batch)
        gone.difference_update(id for id, _ in batch)
        yield kind, done
    for start in range(0, len(leftover := sorted(gone)), BATCH):
        Indexed.objects.filter(subject_kind=kind, subject_id__in=leftover[start : start + BATCH]).delete()
    yield kind, done
