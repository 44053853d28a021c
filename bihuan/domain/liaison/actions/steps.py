"""Owe and tell: what every action of this room does in the same way. Locking, texts and the journal are `kernel.tracked`'s."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bihuan.domain.liaison.queries.limits import limit_of
from bihuan.kernel import tracked
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.actions import start_duty
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal.events import event_of
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notices import Recipient, queue_notices
from bihuan.kernel.notices.choices import Channel
from bihuan.kernel.tracked import Kept, Tracked, lock, noted, refs, refuse_past, written

__all__ = ["lock", "noted", "number_it", "owe", "record_step", "refs", "refuse_past", "written"]


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
    entry = tracked.record_step(row, verb, by=by, at=at, data=data)
    _tell(entry, tell, saying, at)
    return entry


def number_it(row: Tracked, *, at: datetime) -> None:
    """Five digits: a city makes more than ten thousand visits a year."""
    tracked.number_it(row, at=at, digits=5)


def owe(
    subject: Subject, verb: str, *, holder: str, at: datetime, role: str = "", due_at: datetime | None = None
) -> Duty:
    """Somebody owes the next step: by a moment, or within the limit that the parameters give for it."""
    limit = None if due_at else limit_of(f"{subject.kind}.{verb}", at=at)
    return start_duty(
        subject=subject, verb=verb, holder=holder, role=role, started_at=at, limit=limit, due_at=due_at
    )


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
