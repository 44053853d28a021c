"""Lock, record, owe, let see: what every action on a remedy does in the same way."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from bihuan.domain.remedies.models import Remedy, RemedyParty
from bihuan.domain.remedies.queries.limits import limit_of
from bihuan.kernel import journal
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import city_calendar, day_of
from bihuan.kernel.duties.actions import start_duty
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.journal.events import event_of
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.notes.models import Note
from bihuan.kernel.notices import Recipient, queue_notices
from bihuan.kernel.numbering import draw_number
from bihuan.kernel.refusals import Changed, Malformed

R = TypeVar("R", bound=Remedy)


def lock(remedy: R, *, seen: int | None = None) -> R:
    """The row, locked until the transaction ends; refuses when the actor saw an older version."""
    rows = type(remedy)._default_manager.select_for_update(of=("self",)).select_related("office")
    locked: R = rows.get(pk=remedy.pk)
    if seen is not None and seen != locked.version:
        raise Changed(version=locked.version, seen=seen)
    return locked


def record_step(
    remedy: Remedy, verb: str, *, by: Actor, at: datetime, data: Mapping[str, Any] | None = None
) -> Entry:
    """Write the journal entry, save the row, and tell whoever owes the next step where the event says so."""
    entry = journal.record(
        subject=remedy.subject, event=f"{remedy.noun}.{verb}", by=by, at=at, data=dict(data or {})
    )
    remedy.version = entry.seq
    remedy.save()
    _tell(remedy, entry, at=at)
    return entry


def number_it(remedy: Remedy, *, at: datetime) -> None:
    """Drawn last, just before the journal entry."""
    year = day_of(at).year
    remedy.number = f"{year}{draw_number(kind=str(remedy.noun), year=year):04d}"


def owe(
    remedy: Remedy,
    verb: str,
    *,
    holder: str,
    at: datetime,
    role: str = "",
    item: str = "",
    due_on: date | None = None,
) -> Duty:
    """Somebody owes the next step: by the end of a day, or within the limit that the parameters give for it."""
    return start_duty(
        subject=remedy.subject,
        verb=verb,
        holder=holder,
        role=role,
        item=item,
        started_at=at,
        **(
            {"due_at": city_calendar().close_of(due_on)}
            if due_on
            else {"limit": limit_of(f"{remedy.noun}.{verb}", at=at)}
        ),
    )


def let_see(remedy: Remedy, holders: Iterable[str], *, needs_role: str = "") -> None:
    """These holders see it from now on. Again changes nothing."""
    RemedyParty.objects.bulk_create(
        [
            RemedyParty(
                subject_kind=remedy.subject.kind, subject_id=remedy.pk, holder=holder, needs_role=needs_role
            )
            for holder in dict.fromkeys(holders)
        ],
        ignore_conflicts=True,
    )


def written(remedy: Remedy, text: str, field: str, sentence: str, *, at: datetime) -> Note:
    """A text that must not be empty, as an erasable note."""
    refuse_empty(text, field, sentence)
    return write_note(subject=remedy.subject, text=text, at=at)


def refuse_empty(text: str, field: str, sentence: str) -> None:
    if not text.strip():
        raise Malformed("empty", sentence, fields={field: sentence})


def refs(**notes: Note | None) -> dict[str, object]:
    """What an entry says of notes, by name; missing ones are left out."""
    return {name: note_ref(note) for name, note in notes.items() if note is not None}


def is_past(day: date, at: datetime) -> bool:
    return day < day_of(at)


def refuse_past(day: date, at: datetime, *, field: str) -> None:
    """A date that is over cannot be promised."""
    if is_past(day, at):
        raise Malformed("past_day", "日期已经过去。", fields={field: "请填写今天或以后的日期。"})


def _tell(remedy: Remedy, entry: Entry, *, at: datetime) -> None:
    event = event_of(entry.event)
    if "next" not in event.audience:
        return
    holders = {duty.holder for duty in open_duties(remedy.subject)}
    queue_notices(
        entry=entry,
        recipients=[Recipient(key=holder) for holder in sorted(holders)],
        title=f"{event.label}:{remedy.noun.label} {remedy.number}",
        body=event.next,
        at=at,
    )
