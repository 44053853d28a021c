import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from bihuan.faces.shared.files import file_response, part_of
from bihuan.kernel.attachments import gates
from bihuan.kernel.attachments.actions import receive_file
from bihuan.kernel.attachments.tests import conftest as make
from bihuan.kernel.attachments.tests.conftest import CLERK, NOON, STRANGER
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.refusals import NotVisible

own_storage = make.own_storage
FILM = make.video(padding=1000)


@pytest.fixture
def give(db, own_storage, monkeypatch):
    monkeypatch.setattr(gates, "_gates", {"case": lambda actor, subject_id, attachment: actor == CLERK})

    def receive(content=FILM, name="现场 视频.mp4"):
        return receive_file(upload=ContentFile(content, name), by=CLERK, at=NOON, subject=Subject("case", 1))

    return receive


def ask(file, actor=CLERK, method="get", **headers):
    request = getattr(RequestFactory(), method)(
        "/", headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    return file_response(request, actor=actor, key=file.key)


def body(response) -> bytes:
    content = b"".join(response)
    response.close()
    return content


def test_a_film_is_shown_in_the_page_and_can_do_nothing_there(give):
    response = ask(give())
    assert response["Content-Type"] == "video/mp4"
    assert response["Content-Disposition"].startswith(
        "inline; filename*=utf-8''%E7%8E%B0%E5%9C%BA%20%E8%A7%86%E9%A2%91.mp4"
    )
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-cache"
    assert len(body(response)) == int(response["Content-Length"]) == len(FILM)


@pytest.mark.parametrize(("content", "name"), [(make.docx(), "说明.docx"), (b"%PDF-1.7\n", "函.pdf")])
def test_a_document_is_downloaded(give, content, name):
    response = ask(give(content, name))
    assert response["Content-Disposition"].startswith("attachment;")
    assert body(response) == content


def test_the_name_carries_the_extension_of_what_it_is_and_no_header(give):
    response = ask(give(make.heic(), 'a"\r\nSet-Cookie: b=1;.heic'))
    assert response["Content-Disposition"] == 'inline; filename="a\\"Set-Cookie: b=1;.jpg"'
    response.close()


def test_for_whom_the_gate_is_shut_there_is_nothing_not_even_unchanged(give):
    file = give()
    with pytest.raises(NotVisible):
        ask(file, actor=STRANGER, If_None_Match=f'"{file.sha256}"')


def test_an_unchanged_file_is_not_sent_again(give):
    file = give()
    response = ask(file, If_None_Match=f'"{file.sha256}"')
    assert response.status_code == 304
    assert response.content == b""


@pytest.mark.parametrize(
    ("asked", "first", "last"), [("bytes=0-99", 0, 99), ("bytes=100-", 100, None), ("bytes=-50", -50, None)]
)
def test_a_player_seeks(give, asked, first, last):
    file = give()
    whole = default_storage.open(file.path).read()
    response = ask(file, Range=asked)
    expected = whole[first:] if last is None else whole[first : last + 1]
    assert response.status_code == 206
    start = first % len(whole)
    assert response["Content-Range"] == f"bytes {start}-{start + len(expected) - 1}/{len(whole)}"
    assert body(response) == expected


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "bytes=9-1", "lines=1-2", "bytes=-", "bytes=a-b"])
def test_what_is_no_single_part_gets_the_whole(give, asked):
    response = ask(give(), Range=asked)
    assert response.status_code == 200
    assert len(body(response)) == len(FILM)


def test_a_part_beyond_the_end_is_answered_with_the_size(give):
    response = ask(give(), Range="bytes=999999-")
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(FILM)}"


def test_a_part_of_an_older_file_gets_the_whole_new_one(give):
    response = ask(give(), Range="bytes=0-9", If_Range='"older"')
    assert response.status_code == 200
    response.close()


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_part_lies_within_the_file(first, last, size):
    for asked in (f"bytes={first}-{last}", f"bytes={first}-", f"bytes=-{last}"):
        part = part_of(asked, size)
        assert part is None or 0 <= part[0] <= part[1] <= size
