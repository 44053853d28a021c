"""Things with a version and a chain of their own: what every room's action does to one in the same way.

Lock it, write its texts, draw its number, record the step, tell whoever owes the next one. A room's abstract model inherits `Tracked`,
or `Kept` where nobody calls the thing by a number.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar, TypeVar

from django.db import models

from bihuan.kernel import journal
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.choices import Codes
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.journal.events import event_of
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.notes.models import Note
from bihuan.kernel.notices import Recipient, queue_notices
from bihuan.kernel.numbering import draw_number
from bihuan.kernel.refusals import Changed, Malformed


class Kept(models.Model):
    """`version` is the seq of its last journal entry. `noun`: what journal, duties and addresses call its kind."""

    noun: ClassVar[Codes]

    version = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def subject(self) -> Subject:
        return Subject(str(self.noun), self.pk)


class Tracked(Kept):
    """One that people call by a number."""

    # Drawn last in the transaction that makes it, hence null for a moment.
    number = models.CharField("编号", max_length=16, unique=True, null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number or "未编号"


T = TypeVar("T", bound=Kept)


def lock(thing: T, *related: str, seen: int | None = None) -> T:
    """The row, locked until the transaction ends; refuses when the actor saw an older version."""
    rows = type(thing)._default_manager.select_for_update(of=("self",)).select_related(*related)
    locked: T = rows.get(pk=thing.pk)
    if seen is not None and seen != locked.version:
        raise Changed(version=locked.version, seen=seen)
    return locked


def record_step(
    thing: Kept, verb: str, *, by: Actor, at: datetime, data: Mapping[str, Any] | None = None
) -> Entry:
    """Write the journal entry, save the row, and tell whoever owes the next step where the event says so."""
    entry = journal.record(
        subject=thing.subject, event=f"{thing.noun}.{verb}", by=by, at=at, data=dict(data or {})
    )
    thing.version = entry.seq
    thing.save()
    _tell(thing, entry, at=at)
    return entry


def number_it(thing: Tracked, *, at: datetime, digits: int = 4) -> None:
    """Drawn last, just before the journal entry. `digits`: as many as a year of them needs."""
    year = day_of(at).year
    thing.number = f"{year}{draw_number(kind=str(thing.noun), year=year):0{digits}d}"


def written(thing: Kept, text: str, field: str, sentence: str, *, at: datetime) -> Note:
    """A text that must not be empty, as an erasable note."""
    refuse_empty(text, field, sentence)
    return write_note(subject=thing.subject, text=text, at=at)


def refuse_empty(text: str, field: str, sentence: str) -> None:
    if not text.strip():
        raise Malformed("empty", sentence, fields={field: sentence})


def noted(thing: Kept, text: str, *, at: datetime) -> Note | None:
    """A text that may be empty, as an erasable note where it is not."""
    return write_note(subject=thing.subject, text=text, at=at) if text.strip() else None


def refs(**notes: Note | None) -> dict[str, object]:
    """What an entry says of notes, by name; missing ones are left out."""
    return {name: note_ref(note) for name, note in notes.items() if note is not None}


def is_past(day: date, at: datetime) -> bool:
    return day < day_of(at)


def refuse_past(day: date, at: datetime, *, field: str) -> None:
    """A date that is over cannot be promised."""
    if is_past(day, at):
        raise Malformed("past_day", "日期已经过去。", fields={field: "请填写今天或以后的日期。"})


def hands_of(thing: Kept) -> Mapping[str, frozenset[int]]:
    """By verb: every person whose hand did it, absent principals included."""
    found: dict[str, set[int]] = defaultdict(set)
    entries = Entry.objects.filter(subject_kind=thing.subject.kind, subject_id=thing.pk)
    for event, *people in entries.values_list("event", "person_id", "acting_for_id"):
        found[event.partition(".")[2]] |= {pk for pk in people if pk}
    return {verb: frozenset(people) for verb, people in found.items()}


def _tell(thing: Kept, entry: Entry, *, at: datetime) -> None:
    event = event_of(entry.event)
    if "next" not in event.audience:
        return
    holders = {duty.holder for duty in open_duties(thing.subject)}
    queue_notices(
        entry=entry,
        recipients=[Recipient(key=holder) for holder in sorted(holders)],
        title=f"{event.label}：{thing.noun.label} {thing.number if isinstance(thing, Tracked) else thing}",
        body=event.next,
        at=at,
    )
