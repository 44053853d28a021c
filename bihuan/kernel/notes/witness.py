"""Verification's look at notes: a text that was not erased is still the one whose digest the journal holds."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from bihuan.kernel.journal.faults import Fault
from bihuan.kernel.journal.lines import Line
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.actions import digest_of
from bihuan.kernel.notes.models import Note

MENTION = '"note":'


def altered_notes(lines: Sequence[Line]) -> list[Fault]:
    """Notes that these entries name and whose text, or digest, is another now. Erased ones are as they should be."""
    named = {
        note: (digest, Subject(line[2], line[3]), line[0])
        for line in lines
        if MENTION in line[13]
        for note, digest in _references(json.loads(line[13])["data"])
    }
    notes = {note.pk: note for note in Note.objects.filter(pk__in=list(named))}
    return [
        Fault("note", f"笔录 {id} {_what(notes.get(id))}", subject, position)
        for id, (digest, subject, position) in named.items()
        if not _holds(notes.get(id), digest)
    ]


def _holds(note: Note | None, digest: str) -> bool:
    if note is None or note.digest != digest:
        return False
    return note.erased_at is not None or digest_of(note.salt, note.text) == digest


def _what(note: Note | None) -> str:
    return "不见了：整行被删除过。" if note is None else "与记录里的摘要不符：文字被改动过。"


def _references(value: Any) -> Iterator[tuple[int, str]]:
    """Every `note_ref` in an entry's data, however deep."""
    if isinstance(value, dict):
        if isinstance(value.get("note"), int) and isinstance(value.get("digest"), str):
            yield value["note"], value["digest"]
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)
