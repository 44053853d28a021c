"""The only writer of entries."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from bihuan.kernel.access import Actor
from bihuan.kernel.journal.canonical import Json, canonical
from bihuan.kernel.journal.chains import NOTHING_BEFORE, chain_hash
from bihuan.kernel.journal.events import event_of
from bihuan.kernel.journal.models import Entry, Queued
from bihuan.kernel.journal.subjects import Subject


def record(
    *, subject: Subject, event: str, by: Actor, at: datetime, data: Mapping[str, Json] | None = None
) -> Entry:
    """Write what was done, as the last statement of an action.

    The caller holds the subject's row lock and a transaction; without the lock the unique (subject, seq) refuses the second writer.
    No personal data: reasons and replies are notes, and `data` carries `note_ref(note)`.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "record() needs the transaction of the action it records."
        )
    event_of(event)
    seq, prev_hash = _end_of_chain(subject)
    entry = next_entry(
        subject=subject, event=event, by=by, at=at, data=data, seq=seq + 1, prev_hash=prev_hash
    )
    entry.save(force_insert=True)
    Queued(entry=entry).save(force_insert=True)
    return entry


def _end_of_chain(subject: Subject) -> tuple[int, str]:
    last = (
        Entry.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
        .order_by("-seq")
        .values_list("seq", "hash")
        .first()
    )
    return last or (0, NOTHING_BEFORE)


def next_entry(
    *,
    subject: Subject,
    event: str,
    by: Actor,
    at: datetime,
    data: Mapping[str, Json] | None,
    seq: int,
    prev_hash: str,
) -> Entry:
    """An entry that follows `prev_hash`, not yet written."""
    algorithm = settings.JOURNAL_ALGORITHM
    text = entry_text(subject=subject, event=event, by=by, at=at, data=data, seq=seq, algorithm=algorithm)
    return Entry(
        subject_kind=subject.kind,
        subject_id=subject.id,
        seq=seq,
        event=event,
        at=at,
        person_id=by.person_id,
        post_id=by.post_id,
        acting_for_id=by.acting_for_id,
        actor_kind=by.kind.value,
        face=by.face,
        text=text,
        prev_hash=prev_hash,
        hash=chain_hash(algorithm, prev_hash, text),
        algorithm=algorithm,
    )


def entry_text(
    *,
    subject: Subject,
    event: str,
    by: Actor,
    at: datetime,
    data: Mapping[str, Json] | None,
    seq: int,
    algorithm: str,
) -> str:
    """The canonical text: everything that the columns say, which job or token it was, and the action's data. No names of people."""
    return canonical(
        {
            "acting_for_id": by.acting_for_id,
            "actor_kind": by.kind.value,
            "algorithm": algorithm,
            "at": at,
            "data": data or {},
            "event": event,
            "face": by.face,
            "job": by.name if by.kind == "calendar" else "",
            "person_id": by.person_id,
            "post_id": by.post_id,
            "seq": seq,
            "subject_id": subject.id,
            "subject_kind": subject.kind,
            "token_id": by.token_id,
        }
    )
