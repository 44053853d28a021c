"""Small real files of every kind, made here: nothing binary is committed."""

import io
import struct
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw

from bihuan.kernel.access import Actor, ActorKind

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
CLERK = Actor(kind=ActorKind.PERSON, face="workbench", person_id=7)
STRANGER = Actor(kind=ActorKind.PERSON, face="workbench", person_id=8)


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    """Each test has a storage of its own."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    assert str(tmp_path) in default_storage.path("x")
    return tmp_path / "files"


def stored_files(root: Path) -> set[str]:
    return {path.name for path in root.rglob("*") if path.is_file()}


def picture(width=640, height=480, colour="white", seed=1) -> Image.Image:
    image = Image.new("RGB", (width, height), colour)
    draw = ImageDraw.Draw(image)
    for n in range(12):
        left, top = (n * 97 * seed) % width, (n * 61 * seed) % height
        draw.rectangle(
            [left, top, left + width // 5, top + height // 6], fill=(n * 20, 255 - n * 20, (n * 53) % 255)
        )
    return image


def jpeg(image=None, **options) -> bytes:
    out = io.BytesIO()
    (image or picture()).save(out, "JPEG", **options)
    return out.getvalue()


def png(image=None, **options) -> bytes:
    out = io.BytesIO()
    (image or picture()).save(out, "PNG", **options)
    return out.getvalue()


def heic() -> bytes:
    out = io.BytesIO()
    picture().save(out, "HEIF")
    return out.getvalue()


def zipped(names: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**extra: bytes) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>", **extra})


def xlsx() -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"})


def ofd() -> bytes:
    return zipped({"OFD.xml": b"<ofd:OFD/>", "Doc_0/Document.xml": b"<d/>"})


def ole(*streams: str) -> bytes:
    names = b"".join(f"{stream}\0".encode("utf-16-le").ljust(128, b"\0") for stream in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016 + names + b"\0" * 512


def box(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", len(content) + 8, name) + content


def video(brand: bytes = b"isom", place: bytes = b"+30.3350+112.2390/", padding: int = 0) -> bytes:
    track = box(b"trak", box(b"tkhd", b"\0" * 84) + box(b"udta", b"camera of zhang san"))
    film = box(b"moov", box(b"mvhd", b"\0" * 100) + track + box(b"udta", box(b"\xa9xyz", place)))
    return box(b"ftyp", brand + b"\0\0\0\0" + brand) + box(b"mdat", b"\x55" * (64 + padding)) + film


def given(content: bytes, name: str) -> ContentFile:
    return ContentFile(content, name=name)
