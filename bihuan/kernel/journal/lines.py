"""Entries as verification and export read them: raw columns in position order, `at` already written as in the text."""

from typing import NamedTuple

from django.db import connection

from bihuan.kernel.perdatabase import PerDatabase

BATCH = 10_000


class Line(NamedTuple):
    """A position and the columns of its entry; all None but the position where the entry is gone."""

    position: int
    entry_id: int | None
    subject_kind: str
    subject_id: int
    seq: int
    event: str
    at: str
    person_id: int | None
    post_id: int | None
    acting_for_id: int | None
    actor_kind: str
    agent: str
    face: str
    text: str
    prev_hash: str
    hash: str
    algorithm: str


# PostgreSQL drops the last zeros of a second: they are put back. (`to_char` would take as long as all the rest.)
AT = PerDatabase(
    postgresql="left(substr(e.moment, 2, length(e.moment) - 2) || CASE length(e.moment) WHEN 21 THEN '.' ELSE '' END"
    " || '000000', 26) || 'Z'",
    sqlite="substr(e.at, 1, 10) || 'T' || substr(e.at, 12, 8) || '.' || substr(substr(e.at, 21) || '000000', 1, 6) || 'Z'",
)
# One look into the index of entries per position. Left to itself PostgreSQL would read the whole table for every batch of a journal
# that is not yet very large: OFFSET 0 keeps it from turning the look-up into a join.
ENTRY = PerDatabase(
    postgresql="LATERAL (SELECT *, to_json(at AT TIME ZONE 'UTC')::text AS moment FROM journal_entry"
    " WHERE id = p.entry_id OFFSET 0) e ON true",
    sqlite="journal_entry e ON e.id = p.entry_id",
)
LINES = (
    "SELECT p.position, e.id, e.subject_kind, e.subject_id, e.seq, e.event, {at}, e.person_id, e.post_id, e.acting_for_id,"
    " e.actor_kind, e.agent, e.face, e.text, e.prev_hash, e.hash, e.algorithm"
    " FROM journal_position p LEFT JOIN {entry}"
    " WHERE p.position > %s AND p.position <= %s ORDER BY p.position"
)


def lines_between(begin: int, end: int) -> list[Line]:
    """From position begin + 1 to end. Plain tuples in the order of `Line`: naming the fields would cost more than hashing them."""
    with connection.cursor() as cursor:
        cursor.execute(LINES.format(at=AT.here, entry=ENTRY.here), [begin, end])
        lines: list[Line] = cursor.fetchall()
    return lines
