"""A body that is too large is refused before it is read, for a person and for a program."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client


@pytest.fixture
def one_megabyte(settings) -> None:
    settings.BODY_MEGABYTES = 1


def test_a_person_gets_a_page_that_says_what_to_do(client: Client, one_megabyte: None) -> None:
    answer = client.post("/", {"file": SimpleUploadedFile("a.mp4", b"x" * 1_100_000)})
    assert answer.status_code == 413
    assert "一次最多发送 1 MB" in answer.content.decode()
    assert answer.wsgi_request.POST == {}


def test_a_program_gets_problem_details(client: Client, one_megabyte: None) -> None:
    answer = client.post("/api/v1/attachments", b"x" * 1_100_000, content_type="application/octet-stream")
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_length_that_is_no_number_is_refused_too(client: Client, one_megabyte: None) -> None:
    assert client.post("/", b"x", content_type="text/plain", CONTENT_LENGTH="-1").status_code == 413


def test_what_fits_goes_on(client: Client, one_megabyte: None, db: None) -> None:
    answer = client.post("/nothing-here/", {"file": SimpleUploadedFile("a.mp4", b"x" * 900_000)})
    assert answer.status_code == 404
