import pytest
from django.core.files.storage import default_storage

from bihuan.kernel.attachments.actions import attach, erase_files, receive_file
from bihuan.kernel.attachments.limits import Limits
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.attachments.queries import files_of, orphans_of, used_before
from bihuan.kernel.attachments.tests import conftest as make
from bihuan.kernel.attachments.tests.conftest import CLERK, NOON, STRANGER, given
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.refusals import Malformed, WrongState

pytestmark = pytest.mark.django_db
CASE, OTHER = Subject("case", 31), Subject("case", 32)


def receive(content=None, name="a.docx", **more):
    return receive_file(upload=given(content or make.docx(), name), by=CLERK, at=NOON, **more)


def test_waiting_files_go_to_their_subject_in_the_order_in_which_they_came():
    files = [receive(), receive()]
    attach(attachments=files, subject=CASE, at=NOON, item="整改前")
    assert list(files_of(CASE)) == files
    assert list(files_of(CASE, item="整改前")) == files
    assert not files_of(CASE, item="整改后").exists()


def test_a_file_of_another_subject_is_refused_and_nothing_is_attached():
    mine, others = receive(), receive(subject=OTHER)
    with pytest.raises(WrongState, match="已用在别处"):
        attach(attachments=[mine, others], subject=CASE, at=NOON)
    assert not files_of(CASE).exists()


def test_too_many_at_once_are_refused(monkeypatch):
    files = [receive() for _ in range(3)]
    monkeypatch.setattr("bihuan.kernel.attachments.actions.limits_on", lambda day: Limits({}, 2))
    with pytest.raises(Malformed, match="最多 2 个"):
        attach(attachments=files, subject=CASE, at=NOON)


def test_a_form_finds_again_only_what_the_same_hand_gave():
    file = receive()
    assert orphans_of(CLERK, [file.key, "0" * 48]) == [file]
    assert orphans_of(STRANGER, [file.key]) == []
    attach(attachments=[file], subject=CASE, at=NOON)
    assert orphans_of(CLERK, [file.key]) == []


def test_a_photo_used_for_another_case_is_found_also_when_a_chat_program_recompressed_it():
    first = receive(make.jpeg(quality=95), "a.jpg", subject=CASE)
    same = receive(make.jpeg(quality=95), "b.jpg", subject=OTHER)
    again = receive(make.jpeg(make.picture().resize((320, 240)), quality=50), "c.jpg", subject=OTHER)
    other = receive(make.jpeg(make.picture(seed=3)), "d.jpg", subject=OTHER)
    assert [(use.attachment, use.exact) for use in used_before(same)] == [(first, True)]
    assert [(use.attachment, use.exact) for use in used_before(again)] == [(first, False)]
    assert used_before(other) == []
    assert used_before(first) == []


def test_what_is_erased_keeps_its_row_and_nothing_else(django_capture_on_commit_callbacks):
    file = receive(make.jpeg(), "张三的照片.jpg", subject=CASE)
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_files(subject=CASE, at=NOON) == 1
    row = Attachment.objects.get(pk=file.pk)
    assert (row.original_name, row.look, row.taken_at, row.erased_at) == ("", "", None, NOON)
    assert row.sha256 == file.sha256
    assert not default_storage.exists(file.path)
    assert not files_of(CASE).exists()


def test_an_erasure_that_is_rolled_back_keeps_the_bytes(django_capture_on_commit_callbacks):
    file = receive(subject=CASE)
    with django_capture_on_commit_callbacks(execute=False):
        erase_files(subject=CASE, at=NOON)
    assert default_storage.exists(file.path)
