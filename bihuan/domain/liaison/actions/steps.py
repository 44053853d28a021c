"""Lock, record, owe, tell: what every action of this room does in the same way."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from bihuan.domain.liaison.models import Kept, Numbered
from bihuan.domain.liaison.queries.limits import limit_of
from bihuan.kernel import journal
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.actions import start_duty
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal.events import event_of
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.notes.models import Note
from bihuan.kernel.notices import Recipient, queue_notices
from bihuan.kernel.notices.choices import Channel
from bihuan.kernel.numbering import draw_number
from bihuan.kernel.refusals import Changed, Malformed

K = TypeVar("K", bound=Kept)


def lock(row: K, *, seen: int | None = None) -> K:
    """The row, locked until the transaction ends; refuses when the actor saw an older version."""
    locked: K = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if seen is not None and seen != locked.version:
        raise Changed(version=locked.version, seen=seen)
    return locked


def record_step(
    row: Kept,
    verb: str,
    *,
    by: Actor,
    at: datetime,
    data: Mapping[str, Any] | None = None,
    tell: Iterable[str] = (),
    saying: str = "",
) -> Entry:
    """Write the journal entry, save the row, and tell the holders named."""
    entry = journal.record(
        subject=row.subject, event=f"{row.noun}.{verb}", by=by, at=at, data=dict(data or {})
    )
    row.version = entry.seq
    row.save()
    _tell(entry, tell, saying, at)
    return entry


def number_it(row: Numbered, *, at: datetime) -> None:
    """Drawn last, just before the journal entry."""
    year = day_of(at).year
    row.number = f"{year}{draw_number(kind=str(row.noun), year=year):05d}"


def owe(
    subject: Subject, verb: str, *, holder: str, at: datetime, role: str = "", due_at: datetime | None = None
) -> Duty:
    """Somebody owes the next step: by a moment, or within the limit that the parameters give for it."""
    limit = None if due_at else limit_of(f"{subject.kind}.{verb}", at=at)
    return start_duty(
        subject=subject, verb=verb, holder=holder, role=role, started_at=at, limit=limit, due_at=due_at
    )


def written(row: Kept, text: str, field: str, sentence: str, *, at: datetime) -> Note:
    """A text that must not be empty, as an erasable note."""
    if not text.strip():
        raise Malformed("empty", sentence, fields={field: sentence})
    return write_note(subject=row.subject, text=text, at=at)


def noted(row: Kept, text: str, *, at: datetime) -> Note | None:
    """A text that may be empty."""
    return write_note(subject=row.subject, text=text, at=at) if text.strip() else None


def refs(**notes: Note | None) -> dict[str, object]:
    """What an entry says of notes, by name; missing ones are left out."""
    return {name: note_ref(note) for name, note in notes.items() if note is not None}


def _tell(entry: Entry, holders: Iterable[str], saying: str, at: datetime) -> None:
    told = sorted(set(holders))
    if told:
        queue_notices(
            entry=entry,
            recipients=[Recipient(holder, _channels(holder)) for holder in told],
            title=saying or event_of(entry.event).label,
            body=event_of(entry.event).next,
            at=at,
        )


def _channels(holder: str) -> tuple[str, ...]:
    """Ours read it here; a firm's contacts are told by SMS."""
    return (Channel.SMS,) if holder.startswith(("enterprise:", "contact:")) else (Channel.IN_APP,)
