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
