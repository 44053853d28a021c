"""What a file is, by its content. A name is a claim: it must agree, it never decides."""

import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import IO

from bihuan.kernel.attachments.archives import names_in
from bihuan.kernel.attachments.kinds import KINDS, Kind
from bihuan.kernel.refusals import Malformed

HEAD = 4096
# ISO media brands (ftyp): the container says what a phone recorded.
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_AUDIO_BRANDS = {b"M4A ", b"M4B "}
_VIDEO_BRANDS = {
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash",
    b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3g2a",
}  # fmt: skip
_OLE_STREAMS = {"WordDocument": "wps", "Workbook": "et", "Book": "et"}


def recognise(file: IO[bytes], name: str = "") -> Kind:
    """The kind of a file, or a refusal that says what may come in. Leaves the file at its start."""
    file.seek(0)
    head = file.read(HEAD)
    code = _by_head(head) or _by_structure(file, head)
    file.seek(0)
    if code is None:
        raise _unknown(head)
    kind = KINDS[code]
    _refuse_other_name(kind, name)
    return kind


def extension_of(name: str) -> str:
    """The part after the last dot, lower case; empty where there is none."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")


def _by_head(head: bytes) -> str | None:
    return next((code for code, test in _HEADS if test(head)), None)


def _is_mp3(head: bytes) -> bool:
    frame = (
        len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[2] & 0xF0 not in {0x00, 0xF0}
    )
    return frame or head.startswith(b"ID3")


def _brand(brands: set[bytes]) -> Callable[[bytes], bool]:
    return lambda head: head[4:8] == b"ftyp" and head[8:12] in brands


def _starts(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(marks)


_HEADS: list[tuple[str, Callable[[bytes], bool]]] = [
    ("jpg", _starts(b"\xff\xd8\xff")),
    ("png", _starts(b"\x89PNG\r\n\x1a\n")),
    ("pdf", _starts(b"%PDF-", b"\xef\xbb\xbf%PDF-")),
    ("heic", _brand(_HEIC_BRANDS)),
    ("m4a", _brand(_AUDIO_BRANDS)),
    ("mov", _brand({b"qt  "})),
    ("mp4", _brand(_VIDEO_BRANDS)),
    ("webm", lambda head: head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]),
    ("amr", _starts(b"#!AMR")),
    ("wav", lambda head: head[:4] == b"RIFF" and head[8:12] == b"WAVE"),
    ("ogg", _starts(b"OggS")),
    ("mp3", _is_mp3),
]


def _by_structure(file: IO[bytes], head: bytes) -> str | None:
    if head.startswith(b"PK\x03\x04"):
        return _by_zip(file)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _by_ole(file)
    return None


def _by_zip(file: IO[bytes]) -> str | None:
    try:
        names = names_in(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise _damaged() from None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _macros()
    marks = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "OFD.xml": "ofd"}
    return next((code for mark, code in marks.items() if mark in names), None)


def _by_ole(file: IO[bytes]) -> str | None:
    streams = _ole_names(file)
    if "EncryptedPackage" in streams:
        raise Malformed("file_encrypted", "文件设有打开密码，办理的人打不开。", "请去掉密码后再传。")
    if "_VBA_PROJECT" in streams:
        raise _macros()
    return next((code for name, code in _OLE_STREAMS.items() if name in streams), None)


def _ole_names(file: IO[bytes]) -> set[str]:
    """Which of the names that matter stand in the container's directory, read in pieces."""
    wanted = {
        name: f"{name}\0".encode("utf-16-le") for name in [*_OLE_STREAMS, "EncryptedPackage", "_VBA_PROJECT"]
    }
    file.seek(0)
    found: set[str] = set()
    tail = b""
    while piece := file.read(1 << 20):
        found |= {name for name, mark in wanted.items() if mark in tail + piece}
        tail = piece[-64:]
    return found


def _refuse_other_name(kind: Kind, name: str) -> None:
    extension = extension_of(name)
    if not extension or extension in kind.extensions:
        return
    # Phones and chat programs rename photos and recordings freely; those are re-encoded or played, never opened by name.
    like = {e for other in KINDS.values() if _media(other) == _media(kind) for e in other.extensions}
    if _media(kind) and extension in like:
        return
    raise Malformed(
        "file_other_than_named",
        f"文件名写的是“.{extension[:10]}”，内容却是{kind.label}。",
        "请用原来的程序打开，另存后再传。",
    )


def _media(kind: Kind) -> str:
    return {"image": "image", "audio": "recording", "video": "recording"}.get(kind.family, "")


def _unknown(head: bytes) -> Malformed:
    if not head:
        return Malformed("file_empty", "文件是空的。", "请重新选择文件。")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    page = start.startswith(b"<") or b"<svg" in start or b"<script" in start or b"<html" in start
    what = "网页和矢量图（HTML、SVG）可能夹带程序，不能上传。" if page else "不能上传这种文件。"
    return Malformed(
        "file_kind_refused",
        what,
        "可以上传：照片（JPEG、PNG、HEIC）、PDF、Word、Excel、WPS、OFD、录音、视频（MP4、MOV）。",
    )


def _damaged() -> Malformed:
    return Malformed("file_damaged", "文件已损坏，打不开。", "请重新导出或拍照后再传。")


def _macros() -> Malformed:
    return Malformed(
        "file_with_macros", "文件里有宏（程序），不能上传。", "请另存为不含宏的格式，或导出 PDF 后再传。"
    )
