import hashlib
import io
import tracemalloc

import pytest
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import DatabaseError, transaction

from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import clean_name, receive_file
from bihuan.kernel.attachments.limits import Limits, limits_on
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.attachments.tests import conftest as make
from bihuan.kernel.attachments.tests.conftest import CLERK, NOON, given, stored_files
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.refusals import Busy, Malformed

pytestmark = pytest.mark.django_db
CASE = Subject("case", 31)
SMALL = Limits({"image": 1, "document": 1, "audio": 1, "video": 1}, 2)


def receive(content: bytes, name: str, **more):
    return receive_file(upload=given(content, name), by=CLERK, at=NOON, **more)


def test_a_document_is_stored_as_it_was_given_under_a_name_nobody_can_guess(own_storage):
    content = make.docx()
    row = receive(content, "整改 说明.docx", subject=CASE, item="整改后")
    assert (row.kind, row.size, row.original_name, row.item) == (
        "docx",
        len(content),
        "整改 说明.docx",
        "整改后",
    )
    assert row.sha256 == row.given_sha256 == hashlib.sha256(content).hexdigest()
    assert row.given_by == "person:7"
    assert default_storage.open(row.path).read() == content
    assert stored_files(own_storage) == {row.key}
    assert len(row.key) == 48
    assert row.path == f"2026/11/23/{row.key}"


def test_a_photo_is_stored_clean_and_known_by_what_was_given():
    content = make.heic()
    row = receive(content, "IMG_0001.HEIC")
    stored = default_storage.open(row.path).read()
    assert row.kind == "jpg"
    assert row.sha256 == hashlib.sha256(stored).hexdigest()
    assert row.given_sha256 == hashlib.sha256(content).hexdigest()
    assert row.look


def test_a_video_loses_where_it_was_taken():
    row = receive(make.video(), "现场.mp4")
    assert b"udta" not in default_storage.open(row.path).read()
    assert row.size == len(make.video())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg/>"),
        ("a.jpg", b"\xff\xd8\xff broken"),
        ("a.docx", make.docx(x=b"\0" * 40_000_000)),
        ("a.pdf", b""),
    ],
)
def test_what_is_refused_leaves_nothing_behind(own_storage, name, content):
    with pytest.raises(Malformed):
        receive(content, name)
    assert stored_files(own_storage) == set()
    assert not Attachment.objects.exists()


def test_a_file_above_its_limit_is_refused_with_the_limit(own_storage):
    with pytest.raises(Malformed, match="最大 1 MB"):
        receive(make.video(padding=2_000_000), "a.mp4", limits=SMALL)
    assert stored_files(own_storage) == set()


def test_a_file_that_says_it_is_smaller_than_it_is_is_stopped_while_it_is_stored(own_storage):
    upload = given(make.video(padding=2_000_000), "a.mp4")
    upload.size = 100
    with pytest.raises(Malformed, match="文件太大"):
        receive_file(upload=upload, by=CLERK, at=NOON, limits=SMALL)
    assert stored_files(own_storage) == set()


def test_one_too_many_is_refused():
    for _ in range(2):
        receive(make.docx(), "a.docx", subject=CASE, limits=SMALL)
    with pytest.raises(Malformed, match="最多 2 个"):
        receive(make.docx(), "a.docx", subject=CASE, limits=SMALL)


def test_the_limits_of_the_day_are_the_shipped_ones():
    assert limits_on(NOON.date()).megabytes["video"] == 200
    assert limits_on(NOON.date()).count == 40


def test_two_hundred_megabytes_pass_without_being_held_in_memory():
    film = make.video()
    cut = film.index(b"mdat") - 4
    size = 190_000_000
    with TemporaryUploadedFile("a.mp4", "video/mp4", 0, None) as upload:
        upload.write(film[:cut] + (size + 8).to_bytes(4, "big") + b"mdat")
        upload.seek(size, io.SEEK_CUR)
        upload.write(film[cut + 72 :])
        upload.size = upload.tell()
        tracemalloc.start()
        row = receive_file(upload=upload, by=CLERK, at=NOON)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert row.size > size
    assert peak < 8_000_000


def test_a_full_disk_is_a_refusal_to_come_back_later(own_storage, monkeypatch):
    real = File.chunks

    def full(self, chunk_size=None):
        yield next(iter(real(self)))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bihuan.kernel.attachments.storing.Metered.chunks", full)
    with pytest.raises(Busy, match="存不下"):
        receive(make.docx(), "a.docx")
    assert stored_files(own_storage) == set()


def test_a_row_that_cannot_be_written_takes_its_file_along(own_storage, monkeypatch):
    def fail(self, **kwargs):
        raise DatabaseError("gone")

    monkeypatch.setattr(Attachment, "save", fail)
    with pytest.raises(DatabaseError):
        receive(make.docx(), "a.docx")
    assert stored_files(own_storage) == set()


def test_a_rollback_takes_the_row_away():
    with pytest.raises(Malformed), transaction.atomic():
        receive(make.docx(), "a.docx")
        raise Malformed
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("actor", "said"),
    [
        (CLERK, "person:7"),
        (Actor.receipt("case:31"), "case:31"),
        (Actor.public(), "public"),
        (Actor.calendar("import"), "calendar"),
    ],
)
def test_the_row_says_who_gave_it_without_a_name(actor, said):
    assert receive_file(upload=given(make.docx(), "a.docx"), by=actor, at=NOON).given_by == said


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\照片\\现场.jpg", "现场.jpg"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
        ("  ", ""),
    ],
)
def test_a_name_is_only_ever_text(name, shown):
    assert clean_name(name) == shown
