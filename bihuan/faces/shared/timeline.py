"""Journal entries as a person reads them: what happened, in a sentence, by whom, with the texts that were written."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bihuan.domain.organisations.models import Post
from bihuan.kernel.access import ActorKind
from bihuan.kernel.access.models import Person
from bihuan.kernel.calendar import local_of
from bihuan.kernel.journal import Entry
from bihuan.kernel.journal.events import event_of
from bihuan.kernel.journal.queries import entries_since
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.models import Note

NOBODY = {
    ActorKind.CALENDAR: "系统",
    ActorKind.RECEIPT: "反映人",
    ActorKind.PUBLIC: "来访者",
    ActorKind.TOKEN: "对接系统",
    ActorKind.CONTACT: "企业",
}
# How a journal writes them: canonical, in UTC.
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(rf"{DAY.pattern}T\d{{2}}:\d{{2}}:\d{{2}}\.\d{{6}}Z")
Say = Mapping[str, Callable[[Any], str]]
NotesFor = Callable[[Entry], bool]


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the timeline. A note that was erased is None."""

    seq: int
    event: str
    label: str
    what: str
    who: str
    at: datetime
    notes: tuple[str | None, ...] = ()
    look: str = ""  # "late", "closing", "quiet"


def timeline_of(
    entries: Iterable[Entry], *, say: Say | None = None, notes_for: NotesFor = lambda entry: True
) -> list[Happened]:
    """The entries in order, in three queries however many there are.

    say: how values of the entries' data are put in words, by key.   notes_for: whether this reader may see an entry's texts.
    """
    rows = list(entries)
    people, posts = _names(rows), _posts(rows)
    texts = _texts(row for row in rows if notes_for(row))
    return [_happened(row, people, posts, texts, say or {}) for row in rows]


def happened_since(subject: Subject, seq: int) -> list[Happened]:
    """What others did after the version that somebody saw."""
    return timeline_of(entries_since(subject, seq))


def sentence_of(entry: Entry, say: Say) -> str:
    """The event's sentence with the entry's data in it; what is not there is left out."""
    words = _Words({key: _word(key, value, say) for key, value in entry.data.items()})
    return event_of(entry.event).sentence.format_map(words)


class _Words(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _word(key: str, value: Any, say: Say) -> str:
    if key in say:
        return say[key](value)
    if isinstance(value, (list, tuple)):
        return "、".join(str(v) for v in value)
    return "" if value is None else _dated(str(value))


def _dated(text: str) -> str:
    """A day or a moment as people write it; the year stays, because a chain is read for years."""
    if DAY.fullmatch(text):
        day = date.fromisoformat(text)
        return f"{day.year}年{day.month}月{day.day}日"
    if MOMENT.fullmatch(text):
        local = local_of(datetime.fromisoformat(text))
        return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
    return text


def _happened(
    row: Entry, people: Mapping[int, str], posts: Mapping[int, str], texts: Mapping[int, str | None], say: Say
) -> Happened:
    event = event_of(row.event)
    notes = tuple(texts[pk] for pk in _note_ids(row) if pk in texts)
    return Happened(
        seq=row.seq,
        event=row.event,
        label=event.label,
        what=sentence_of(row, say),
        who=_who(row, people, posts),
        at=row.at,
        notes=notes,
    )


def _who(row: Entry, people: Mapping[int, str], posts: Mapping[int, str]) -> str:
    if row.person_id is None:
        return NOBODY.get(ActorKind(row.actor_kind), "系统")
    name = people.get(row.person_id, "")
    if row.acting_for_id:
        name = f"{name}（代{people.get(row.acting_for_id, '')}）"
    post = posts.get(row.post_id or 0, "")
    return f"{name} · {post}" if post else name


def _names(rows: list[Entry]) -> dict[int, str]:
    ids = {pk for row in rows for pk in (row.person_id, row.acting_for_id) if pk}
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def _posts(rows: list[Entry]) -> dict[int, str]:
    ids = {row.post_id for row in rows if row.post_id}
    posts = Post.objects.filter(pk__in=ids).select_related("office") if ids else []
    return {post.pk: f"{post.office} {post.title}" for post in posts}


def _texts(rows: Iterable[Entry]) -> dict[int, str | None]:
    ids = {pk for row in rows for pk in _note_ids(row)}
    notes = Note.objects.filter(pk__in=ids) if ids else []
    return {note.pk: None if note.erased_at else note.text for note in notes}


def _note_ids(row: Entry) -> list[int]:
    """The notes that an entry names, in the order of its data: `{"reason": {"note": 7, "digest": …}}`."""
    values = row.data.values()
    return [v["note"] for v in values if isinstance(v, dict) and isinstance(v.get("note"), int)]
