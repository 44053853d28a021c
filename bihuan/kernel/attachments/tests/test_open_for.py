import pytest
from django.core.files.storage import default_storage

from bihuan.kernel.access import Actor
from bihuan.kernel.attachments import gates
from bihuan.kernel.attachments.actions import erase_files, receive_file
from bihuan.kernel.attachments.tests import conftest as make
from bihuan.kernel.attachments.tests.conftest import CLERK, NOON, STRANGER, given
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.refusals import NotVisible

pytestmark = pytest.mark.django_db
CASE = Subject("case", 31)


@pytest.fixture(autouse=True)
def gate(monkeypatch):
    monkeypatch.setattr(gates, "_gates", {})
    gates.register_gate("case", by_clerk)


def by_clerk(actor, subject_id, attachment):
    return actor.person_id == 7 and subject_id == 31 and attachment.item != "raw"


def receive(**more):
    return receive_file(upload=given(make.docx(), "a.docx"), by=STRANGER, at=NOON, **more)


def test_whom_the_gate_lets_through_gets_the_bytes():
    file = receive(subject=CASE)
    row, content = gates.open_for(CLERK, file.key)
    with content:
        assert (row, content.read()) == (file, make.docx())


@pytest.mark.parametrize("actor", [STRANGER, Actor.public(), Actor.receipt("case:31"), Actor.calendar("x")])
def test_for_everyone_else_it_does_not_exist(actor):
    with pytest.raises(NotVisible):
        gates.open_for(actor, receive(subject=CASE).key)


def test_the_gate_may_keep_back_one_file_of_a_subject():
    with pytest.raises(NotVisible):
        gates.open_for(CLERK, receive(subject=CASE, item="raw").key)


def test_a_noun_without_a_gate_shows_nothing():
    with pytest.raises(NotVisible):
        gates.open_for(CLERK, receive(subject=Subject("visit", 31)).key)


@pytest.mark.parametrize("key", ["", "0" * 48, "../../etc/passwd", "a\0b"])
def test_a_wrong_key_does_not_exist(key):
    with pytest.raises(NotVisible):
        gates.open_for(CLERK, key)


def test_a_waiting_file_is_seen_by_its_giver_only():
    file = receive()
    assert gates.attachment_for(STRANGER, file.key) == file
    for actor in (CLERK, Actor.public()):
        with pytest.raises(NotVisible):
            gates.attachment_for(actor, file.key)


def test_the_public_does_not_see_what_the_public_gave_before_it_is_attached():
    file = receive_file(upload=given(make.docx(), "a.docx"), by=Actor.public(), at=NOON)
    with pytest.raises(NotVisible):
        gates.attachment_for(Actor.public(), file.key)


def test_what_was_erased_or_lost_does_not_exist():
    lost, erased = receive(subject=CASE), receive(subject=CASE)
    default_storage.delete(lost.path)
    with pytest.raises(NotVisible, match="系统管理员"):
        gates.open_for(CLERK, lost.key)
    erase_files(subject=CASE, at=NOON)
    with pytest.raises(NotVisible):
        gates.open_for(CLERK, erased.key)


def test_a_noun_has_one_gate():
    gates.register_gate("case", by_clerk)
    with pytest.raises(ValueError, match="case"):
        gates.register_gate("case", lambda actor, subject_id, attachment: True)
