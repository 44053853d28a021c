"""What a hostile hand uploads, sent to the API as anybody's program would: a clear answer, nothing kept."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.kernel.access import Actor
from bihuan.kernel.access.actions import issue_token
from bihuan.kernel.attachments.models import Attachment
from bihuan.testing.city import MONDAY_MORNING, City

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
PROGRAM = b"MZ\x90\x00" + b"\x00" * 200
JPEG_HEAD_ONLY = b"\xff\xd8\xff\xe0" + HTML


def bomb() -> bytes:
    """A DOCX of some hundred kilobytes that unpacks to two hundred megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * 200_000_000)
    return out.getvalue()


@pytest.fixture
def client(city: City) -> Client:
    _, secret = issue_token(
        label="program",
        scopes=("cases:act",),
        post_id=city.posts["ma_li"].pk,
        person_id=city.people["ma_li"].pk,
        days=30,
        by=Actor.calendar("test"),
        at=MONDAY_MORNING,
    )
    return Client(headers={"Authorization": f"Bearer {secret}"}, raise_request_exception=False)


def send(client: Client, name: str, content: bytes) -> Any:
    return client.post("/api/v1/attachments", {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("现场.svg", SVG),
        ("现场.png", SVG),  # a wrong extension
        ("说明.pdf", HTML),
        ("照片.jpg", PROGRAM),
        ("照片.jpg", JPEG_HEAD_ONLY),
        ("空.jpg", b""),
        ("../../etc/passwd", PROGRAM),
        ("名\x00字.jpg", PROGRAM),
    ],
)
def test_each_is_refused_in_words_and_nothing_is_kept(client: Client, name: str, content: bytes) -> None:
    answer = send(client, name, content)
    assert answer.status_code == 422, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"]
    assert not Attachment.objects.exists()


def test_a_bomb_is_refused_without_being_unpacked(client: Client) -> None:
    answer = send(client, "材料.docx", bomb())
    assert answer.status_code == 422
    assert not Attachment.objects.exists()


def test_two_hundred_megabytes_and_more_are_refused_before_they_are_read(client: Client) -> None:
    answer = client.generic(
        "POST",
        "/api/v1/attachments",
        b"short",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(230 * 1024 * 1024),
    )
    assert answer.status_code == 413
    assert not Attachment.objects.exists()
