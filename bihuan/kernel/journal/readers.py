"""Readers of all entries: each keeps a mark, saved in the transaction of what it did with what it read."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db import transaction

from bihuan.kernel.journal.models import Entry, ReaderMark
from bihuan.kernel.journal.places import place
from bihuan.kernel.journal.queries import entries_after


@contextmanager
def read_new(
    name: str,
    *,
    kinds: Collection[str] | None = None,
    events: Collection[str] | None = None,
    limit: int = 500,
) -> Iterator[list[Entry]]:
    """`with read_new("notices", kinds={"case"}) as entries:` hands over what this reader has not seen, in one transaction.

    Where the block raises, what it did and its mark are rolled back together, and the same entries come again. Two processes of the
    same name take turns. Begun outside any transaction, because `place` must not be held up by what the reader does.
    """
    placed = place()
    if ReaderMark.objects.filter(pk=name, position__gte=placed).exists():
        yield []  # nothing new, nothing locked: this is what happens most of the time
        return
    with transaction.atomic():
        mark = lock_mark(name)
        # What is placed meanwhile belongs to the next time.
        entries = entries_after(mark.position, limit, kinds=kinds, events=events, upto=placed)
        yield entries
        # Another process of this name may have read further while we waited for the mark.
        mark.position = entries[-1].position if len(entries) == limit else max(placed, mark.position)
        mark.save(update_fields=["position"])


def skip_to_end(name: str) -> int:
    """A new reader that does not care for the past begins here."""
    placed = place()
    with transaction.atomic():
        lock_mark(name)
        ReaderMark.objects.filter(pk=name).update(position=placed)
    return placed


def lock_mark(name: str) -> ReaderMark:
    """This reader's mark, from 0, locked until the transaction ends."""
    mark = ReaderMark.objects.select_for_update().filter(pk=name).first()
    if mark is None:
        ReaderMark.objects.bulk_create([ReaderMark(pk=name)], ignore_conflicts=True)
        mark = ReaderMark.objects.select_for_update().get(pk=name)
    return mark
