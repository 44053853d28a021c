import io

import pytest
from hypothesis import given as fuzzed
from hypothesis import strategies as st

from bihuan.kernel.attachments.kinds import ACCEPT, KINDS
from bihuan.kernel.attachments.sniffing import recognise
from bihuan.kernel.attachments.tests import conftest as make
from bihuan.kernel.refusals import Malformed

EVERY_KIND = [
    ("jpg", make.jpeg, "现场.JPG"),
    ("png", make.png, "截图.png"),
    ("heic", make.heic, "IMG_0001.HEIC"),
    ("pdf", lambda: b"%PDF-1.7\n%%EOF", "函.pdf"),
    ("docx", make.docx, "说明.docx"),
    ("xlsx", make.xlsx, "台账.xlsx"),
    ("ofd", make.ofd, "公文.ofd"),
    ("wps", lambda: make.ole("Root Entry", "WordDocument"), "说明.wps"),
    ("wps", lambda: make.ole("Root Entry", "WordDocument"), "说明.doc"),
    ("et", lambda: make.ole("Root Entry", "Workbook"), "台账.et"),
    ("mp4", make.video, "现场.mp4"),
    ("mp4", lambda: make.video(b"3gp5"), "现场.3gp"),
    ("mov", lambda: make.video(b"qt  "), "IMG_0002.MOV"),
    ("m4a", lambda: make.video(b"M4A "), "录音.m4a"),
    ("mp4", lambda: make.video(b"iso5"), "录音.m4a"),
    ("webm", lambda: b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + b"\0" * 40, "recording.webm"),
    ("amr", lambda: b"#!AMR\n" + b"\0" * 40, "录音.amr"),
    ("wav", lambda: b"RIFF\0\0\0\0WAVEfmt ", "录音.wav"),
    ("mp3", lambda: b"ID3\x04\0\0" + b"\0" * 40, "录音.mp3"),
    ("mp3", lambda: b"\xff\xfb\x90\x64" + b"\0" * 40, "录音.mp3"),
    ("ogg", lambda: b"OggS\0\x02" + b"\0" * 40, "recording.ogg"),
]


@pytest.mark.parametrize(("code", "content", "name"), EVERY_KIND)
def test_the_content_says_what_it_is(code, content, name):
    file = io.BytesIO(content())
    assert recognise(file, name).code == code
    assert file.tell() == 0


def test_every_kind_on_the_list_is_recognised_here():
    assert {code for code, _, _ in EVERY_KIND} == set(KINDS)
    assert ".heic" in ACCEPT


@pytest.mark.parametrize("name", ["", "blob", "录音"])
def test_a_file_without_an_extension_is_known_by_its_content(name):
    assert recognise(io.BytesIO(make.jpeg()), name).code == "jpg"


def test_a_photo_that_a_phone_renamed_is_still_a_photo():
    assert recognise(io.BytesIO(make.heic()), "mmexport1.jpg").code == "heic"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (
            b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
            "图.svg",
            "file_kind_refused",
        ),
        (b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", "图.png", "file_kind_refused"),
        (b"<!DOCTYPE html><script>1</script>", "a.jpg", "file_kind_refused"),
        (b"#!/bin/sh\nrm -rf /", "a.pdf", "file_kind_refused"),
        (b"MZ\x90\0", "a.docx", "file_kind_refused"),
        (b"GIF89a" + b"\0" * 20, "a.gif", "file_kind_refused"),
        (make.video(b"avif"), "a.avif", "file_kind_refused"),
        (make.zipped({"a.txt": b"x"}), "a.zip", "file_kind_refused"),
        (b"", "a.jpg", "file_empty"),
        (b"PK\x03\x04 and nothing more", "a.docx", "file_damaged"),
        (make.jpeg(), "合同.pdf", "file_other_than_named"),
        (make.docx(), "a.exe", "file_other_than_named"),
        (make.jpeg(), "a.html", "file_other_than_named"),
        (make.docx(**{"word/vbaProject.bin": b"x"}), "a.docx", "file_with_macros"),
        (make.ole("Workbook", "_VBA_PROJECT"), "a.xls", "file_with_macros"),
        (make.ole("EncryptedPackage"), "a.docx", "file_encrypted"),
        (make.ole("Root Entry"), "a.msi", "file_kind_refused"),
    ],
)
def test_what_may_not_come_in_is_refused_with_a_way_out(content, name, code):
    with pytest.raises(Malformed) as refused:
        recognise(io.BytesIO(content), name)
    assert refused.value.code == code
    assert refused.value.help


@fuzzed(
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\0\0\0\x18ftyp"]),
    st.binary(max_size=200),
)
def test_any_bytes_are_a_kind_or_a_refusal(start, rest):
    try:
        assert recognise(io.BytesIO(start + rest)).code in KINDS
    except Malformed as refusal:
        assert refusal.help
