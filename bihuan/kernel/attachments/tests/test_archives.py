import io

import pytest

from bihuan.kernel.attachments import archives
from bihuan.kernel.attachments.tests import conftest as make
from bihuan.kernel.refusals import Malformed


def check(content: bytes) -> None:
    archives.refuse_bomb(io.BytesIO(content), len(content))


def test_an_ordinary_document_passes():
    check(make.docx())


def test_a_zip_bomb_is_refused():
    bomb = make.docx(**{"word/media/a.xml": b"\0" * 40_000_000})
    assert len(bomb) < 50_000
    with pytest.raises(Malformed, match="大得不合常理"):
        check(bomb)


def test_a_bomb_that_lies_about_its_size_is_refused():
    bomb = bytearray(make.docx(**{"word/media/a.xml": b"\0" * 40_000_000}))
    real, small = (40_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert bomb.count(real) == 2
    with pytest.raises(Malformed):
        check(bytes(bomb.replace(real, small)))


def test_thousands_of_entries_are_refused(monkeypatch):
    monkeypatch.setattr(archives, "MOST_ENTRIES", 3)
    with pytest.raises(Malformed, match="大得不合常理"):
        check(make.docx(a=b"", b=b""))


def test_a_locked_or_damaged_archive_is_refused():
    locked = bytearray(make.docx())
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = locked.find(mark)
        locked[at + (6 if mark == b"PK\x03\x04" else 8)] |= 1
    for content in (bytes(locked), make.docx()[:100]):
        with pytest.raises(Malformed, match="损坏"):
            check(content)
