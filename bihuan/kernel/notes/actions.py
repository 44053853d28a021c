"""The only writers of notes."""

import hashlib
import secrets
from datetime import datetime

from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.models import Note


def digest_of(salt: str, text: str) -> str:
    """SHA-256 over salt and text; the salt keeps short texts from being guessed."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def write_note(*, subject: Subject, text: str, at: datetime) -> Note:
    """Keep a text; the journal entry of the same action carries `note_ref(note)`."""
    salt = secrets.token_hex(16)
    return Note.objects.create(
        subject_kind=subject.kind,
        subject_id=subject.id,
        text=text,
        salt=salt,
        digest=digest_of(salt, text),
        written_at=at,
    )


def note_ref(note: Note) -> dict[str, int | str]:
    """What a journal entry says of a note."""
    return {"note": note.pk, "digest": note.digest}


def erase_notes(*, subject: Subject, at: datetime) -> int:
    """Forget every text of a subject. How many were forgotten."""
    return Note.objects.filter(subject_kind=subject.kind, subject_id=subject.id, erased_at=None).update(
        text="", salt="", erased_at=at
    )
