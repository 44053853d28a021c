"""The only writers of entries."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction

from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.bulk import insert_rows, reserve_ids
from bihuan.kernel.journal.canonical import Json, canonical, moment_text
from bihuan.kernel.journal.chains import NOTHING_BEFORE, chain_hash
from bihuan.kernel.journal.events import event_of
from bihuan.kernel.journal.models import Entry, Queued
from bihuan.kernel.journal.queries import ends_of_chains
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.journal.texts import text_after_data, text_before_data
from bihuan.kernel.perdatabase import PerDatabase

BATCH = 10_000


class Draft(NamedTuple):
    """What was done, before it has a place in its chain."""

    subject: Subject
    event: str
    by: Actor
    at: datetime
    data: Mapping[str, Json]


class Row(NamedTuple):
    """The columns of an entry, in the order in which they are written."""

    subject_kind: str
    subject_id: int
    seq: int
    event: str
    at: datetime
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


def record(
    *,
    subject: Subject,
    event: str,
    by: Actor,
    at: datetime,
    data: Mapping[str, Json] | None = None,
    first: bool = False,
) -> Entry:
    """Write what was done, as the last statement of an action.

    The caller holds the subject's row lock and a transaction; without the lock the unique (subject, seq) refuses the second writer.
    No personal data: reasons and replies are notes, and `data` carries `note_ref(note)`. `first`: the subject was made in this very
    transaction, so there is no chain to look up.
    """
    _refuse_outside_a_transaction()
    ends = {} if first else ends_of_chains([subject])
    seq, prev_hash = ends.get(subject, (0, NOTHING_BEFORE))
    row = _row(Draft(subject, event, by, at, data or {}), seq + 1, prev_hash, settings.JOURNAL_ALGORITHM)
    entry = Entry(id=WRITE.here(row), **row._asdict())
    entry._state.adding, entry._state.db = False, "default"
    return entry


def _in_one_statement(row: "Row") -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH entry AS ({INSERT}) INSERT INTO journal_queued (entry_id) SELECT id FROM entry RETURNING entry_id",  # nosec B608: our own text
            row,
        )
        id: int = cursor.fetchone()[0]
    return id


def _in_two_statements(row: "Row") -> int:
    at = connection.ops.adapt_datetimefield_value(row.at)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [at if value is row.at else value for value in row])
        id: int = cursor.fetchone()[0]
        cursor.execute("INSERT INTO journal_queued (entry_id) VALUES (%s)", [id])
    return id


# Column names are those of `Row`, nothing that anybody sends.
INSERT = f"INSERT INTO journal_entry ({', '.join(Row._fields)}) VALUES ({', '.join(['%s'] * len(Row._fields))}) RETURNING id"  # nosec B608
WRITE: PerDatabase[Callable[[Row], int]] = PerDatabase(
    postgresql=_in_one_statement, sqlite=_in_two_statements
)


def record_many(drafts: Iterable[Draft], *, new_subjects: bool = False) -> int:
    """Write many entries, each after the one before it of the same subject; how many. For clones and simulations.

    new_subjects: none of them has an entry yet, so nothing is looked up.
    """
    _refuse_outside_a_transaction()
    ends: dict[Subject, tuple[int, str]] = {}
    written = 0
    remaining = iter(drafts)
    while batch := list(islice(remaining, BATCH)):
        if not new_subjects:
            ends.update(ends_of_chains({draft.subject for draft in batch} - ends.keys()))
        _insert([*chained(batch, ends)])
        written += len(batch)
    return written


def _refuse_outside_a_transaction() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "The journal is written in the transaction of the action."
        )


def chained(drafts: Iterable[Draft], ends: dict[Subject, tuple[int, str]]) -> Iterator[Row]:
    """Each draft as the row after the one before it of the same subject; `ends` says where chains stand and is kept up."""
    algorithm = settings.JOURNAL_ALGORITHM
    for draft in drafts:
        seq, prev_hash = ends.get(draft.subject, (0, NOTHING_BEFORE))
        row = _row(draft, seq + 1, prev_hash, algorithm)
        ends[draft.subject] = (row.seq, row.hash)
        yield row


def _insert(rows: list[Row]) -> None:
    ids = reserve_ids(Entry, len(rows))
    insert_rows(Entry, ("id", *Row._fields), ((id, *row) for id, row in zip(ids, rows, strict=True)))
    insert_rows(Queued, ("entry",), ((id,) for id in ids))


def _row(draft: Draft, seq: int, prev_hash: str, algorithm: str) -> Row:
    (kind, id), event, by, at, data = draft
    event_of(event)
    actor_kind, agent = by.kind.value, _agent(by)
    text = (
        text_before_data(by.acting_for_id, actor_kind, agent, algorithm, moment_text(at))
        + canonical(data)
        + text_after_data(event, by.face, by.person_id, by.post_id, seq, id, kind)
    )
    hashed = chain_hash(algorithm, prev_hash, text)
    people = (by.person_id, by.post_id, by.acting_for_id)
    return Row(
        kind, id, seq, event, at, *people, actor_kind, agent, by.face, text, prev_hash, hashed, algorithm
    )


def _agent(by: Actor) -> str:
    """Which job or token it was. People are ids: their names are personal data."""
    if by.kind is ActorKind.CALENDAR:
        return by.name
    return f"token:{by.token_id}" if by.token_id is not None else ""
