"""A poisoned file is answered with a sentence and leaves nothing behind; a good one is named by its key in a verb."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.attachments.tests import conftest as make

pytestmark = pytest.mark.django_db(transaction=True)
own_storage = make.own_storage
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def upload(client, name, content):
    return client.post("/api/v1/attachments", {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("zip bomb.docx", make.docx(**{"word/media/a.xml": b"\0" * 40_000_000})),
        ("picture.svg", SVG),
        ("picture.png", SVG),
        ("report.pdf", b"MZ\x90\x00 not a pdf"),
        ("empty.pdf", b""),
    ],
)
def test_it_is_refused_with_a_sentence(calls, own_storage, name, content):
    refused = upload(calls("zhao_min"), name, content)
    assert refused.status_code == 422, refused.content.decode()
    assert refused["Content-Type"] == "application/problem+json"
    assert any("\u4e00" <= letter <= "\u9fff" for letter in refused.json()["detail"])
    assert not Attachment.objects.exists()


def test_what_is_too_large_is_refused_before_it_is_read(calls, own_storage, settings):
    client = calls("zhao_min")
    refused = client.post(
        "/api/v1/attachments",
        data=b"",
        content_type="multipart/form-data; boundary=x",
        headers={"Content-Length": str((settings.BODY_MEGABYTES + 1) * 1024**2)},
    )
    assert refused.status_code == 413
    assert refused["Content-Type"] == "application/problem+json"


def test_a_good_one_is_read_by_its_case_only(calls, own_storage, loop):
    client = calls("zhao_min")
    made = upload(client, "现场.mp4", make.video(padding=1000))
    assert made.status_code == 201, made.content.decode()
    case = loop.register()
    assert client.get(f"/api/v1/cases/{case.number}/attachments").json() == []
    assert calls("tang_yue").get(f"/api/v1/cases/{case.number}/attachments").status_code == 404
