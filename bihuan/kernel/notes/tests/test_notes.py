from datetime import UTC, datetime, timedelta

import pytest

from bihuan.kernel.access import Actor
from bihuan.kernel.journal import history
from bihuan.kernel.journal.actions import record
from bihuan.kernel.journal.events import Event, register_events
from bihuan.kernel.journal.seals import seal_journal
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.journal.verify import verify_journal
from bihuan.kernel.notes.actions import digest_of, erase_notes, note_ref, write_note
from bihuan.kernel.notes.models import Note
from bihuan.kernel.notes.witness import altered_notes

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
THING = Subject("noted", 1)
WORDS = "反映人张某，电话 13800001234，说路灯不亮。"

register_events("noted", [Event("noted.done", "做了", "做了一件事")])


@pytest.fixture
def note(db, seal_key):
    note = write_note(subject=THING, text=WORDS, at=AT)
    points = [{"reason": note_ref(note)}]
    record(subject=THING, event="noted.done", by=Actor.calendar("test"), at=AT, data={"points": points})
    seal_journal(at=AT)
    return note


def verified():
    return [(fault.code, fault.subject) for fault in verify_journal(witnesses=[altered_notes]).faults]


def test_the_journal_holds_no_word_of_it(note):
    (entry,) = history(THING)
    assert entry.data["points"][0]["reason"] == {"note": note.pk, "digest": digest_of(note.salt, WORDS)}
    assert "13800001234" not in entry.text
    assert verified() == []


def test_equal_words_have_different_digests(note):
    assert write_note(subject=THING, text=WORDS, at=AT).digest != note.digest


def test_erasing_forgets_the_words_and_the_journal_stays_valid(note):
    other = write_note(subject=Subject("noted", 2), text="别的", at=AT)
    assert erase_notes(subject=THING, at=AT + timedelta(days=1)) == 1
    note.refresh_from_db()
    assert (note.text, note.salt, note.erased_at) == ("", "", AT + timedelta(days=1))
    assert Note.objects.get(pk=other.pk).text == "别的"
    assert verified() == []
    assert erase_notes(subject=THING, at=AT) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"text": "说路灯亮了。"},
        {"text": "说路灯亮了。", "digest": digest_of("s", "说路灯亮了。"), "salt": "s"},
        {"digest": "00" * 32, "erased_at": AT},
    ],
)
def test_words_that_were_changed_afterwards_are_found(note, change):
    Note.objects.filter(pk=note.pk).update(**change)
    assert verified() == [("note", THING)]


def test_a_note_that_was_deleted_is_found(note):
    note.delete()
    assert verified() == [("note", THING)]
