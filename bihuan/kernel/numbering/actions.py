"""The only writer of counters."""

from django.db import connection, transaction


def draw_number(*, kind: str, year: int) -> int:
    """The next number of this kind and year, from 1, without gaps: a rollback gives it back.

    The counter's row is locked until the transaction ends, so everyone else who draws waits: draw it last, just before the journal
    entry. Who draws of two kinds draws them in alphabetical order.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "draw_number() needs the transaction that uses the number."
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO numbering_counter (kind, year, last) VALUES (%s, %s, 1)"
            " ON CONFLICT (kind, year) DO UPDATE SET last = numbering_counter.last + 1 RETURNING last",
            [kind, year],
        )
        number: int = cursor.fetchone()[0]
    return number


def draw_numbers(*, kind: str, year: int, count: int) -> range:
    """The same for many at once, in order: an import's batch. Several years are drawn ascending."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "draw_numbers() needs the transaction that uses the numbers."
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO numbering_counter (kind, year, last) VALUES (%s, %s, %s)"
            " ON CONFLICT (kind, year) DO UPDATE SET last = numbering_counter.last + EXCLUDED.last RETURNING last",
            [kind, year, count],
        )
        last: int = cursor.fetchone()[0]
    return range(last - count + 1, last + 1)
