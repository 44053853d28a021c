"""Verification's look at notes: a text that was not erased is still the one whose digest the journal holds."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bihuan.kernel.bulk import among, read_rows
from bihuan.kernel.journal.faults import Fault
from bihuan.kernel.journal.lines import Line
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.actions import digest_of
from bihuan.kernel.notes.models import Note

# A `note_ref` as the journal's canonical JSON writes it, however deep in an entry's data; inside a text its quotes would be escaped.
# Reading the whole text as JSON costs ten times as much.
REFERENCE = re.compile(r'\{"digest":"([0-9a-f]{64})","note":(\d+)\}')


class Kept(NamedTuple):
    """What is left of a note."""

    id: int
    digest: str
    salt: str
    text: str
    is_erased: bool


def altered_notes(lines: Sequence[Line]) -> list[Fault]:
    """Notes that these entries name and whose text, or digest, is another now. Erased ones are as they should be."""
    named = {
        int(note): (digest, line[2], line[3], line[0])
        for line in lines
        for digest, note in REFERENCE.findall(line[13])
    }
    kept = _kept(named)
    return [
        Fault("note", f"笔录 {id} {_what(kept.get(id))}", Subject(kind, subject), position)
        for id, (digest, kind, subject, position) in named.items()
        if not _holds(kept.get(id), digest)
    ]


def _kept(ids: Iterable[int]) -> dict[int, Kept]:
    rows = Note.objects.filter(pk__in=among(ids)).values_list("pk", "digest", "salt", "text", "erased_at")
    return {
        pk: Kept(pk, digest, salt, text, at is not None) for pk, digest, salt, text, at in read_rows(rows)
    }


def _holds(note: Kept | None, digest: str) -> bool:
    if note is None or note.digest != digest:
        return False
    return note.is_erased or digest_of(note.salt, note.text) == digest


def _what(note: Kept | None) -> str:
    return "不见了：整行被删除过。" if note is None else "与记录里的摘要不符：文字被改动过。"
