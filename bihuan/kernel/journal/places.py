"""Positions: the order in which everyone reads the journal.

An entry's id is drawn before its transaction commits, so a reader that remembers ids misses what commits late. Actions therefore
queue the id of their entry, and `place` gives positions only to what has committed.
"""

from django.db import connection, transaction

from bihuan.kernel.journal.models import Head, Queued

AT_ONCE = 10_000


def place() -> int:
    """Give gap-free positions to what has committed since; the last position. Called first by every reader and by the sealer.

    Entries of one subject keep their order: its lock was held until the commit, so a later one has a later id and commits later.
    """
    # A mark that another one is just moving is still seen here: then we wait for the lock as well.
    if not Queued.objects.exists():
        return last_position()
    while True:
        with transaction.atomic():
            before = _lock_head()
            after = before + _move_queued(before)
            if after > before:
                Head.objects.filter(pk=1).update(placed=after)
        if after - before < AT_ONCE:
            return after


def take_positions(count: int) -> range:
    """The next positions, for entries that are written in the same transaction and never queued."""
    before = _lock_head()
    Head.objects.filter(pk=1).update(placed=before + count)
    return range(before + 1, before + count + 1)


def last_position() -> int:
    """The last position given so far."""
    return Head.objects.filter(pk=1).values_list("placed", flat=True).first() or 0


def _lock_head() -> int:
    head = Head.objects.select_for_update().filter(pk=1).first()
    if head is None:
        Head.objects.bulk_create([Head(pk=1)], ignore_conflicts=True)
        head = Head.objects.select_for_update().get(pk=1)
    return head.placed


def _move_queued(before: int) -> int:
    """How many were moved. What is deleted is what was just given a position, not what is queued: more may have arrived between."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_position (position, entry_id)"
            " SELECT %s + row_number() OVER (ORDER BY entry_id), entry_id"
            " FROM (SELECT entry_id FROM journal_queued ORDER BY entry_id LIMIT %s) AS waiting",
            [before, AT_ONCE],
        )
        moved: int = cursor.rowcount
        if moved:
            cursor.execute(
                "DELETE FROM journal_queued WHERE entry_id IN"
                " (SELECT entry_id FROM journal_position WHERE position > %s)",
                [before],
            )
    return moved
