"""The disk is full in the middle of a registration: a clear answer, nothing half-written, and the same request succeeds when there is room."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from bihuan.domain.cases.models import Case
from bihuan.kernel.access import Actor
from bihuan.kernel.access.actions import issue_token
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.numbering.models import Counter
from bihuan.kernel.submissions.models import Submission
from bihuan.testing.city import MONDAY_MORNING, City

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "停车场不开票，请核实处理。" * 300
REPORT = {
    "title": "停车场乱收费",
    "content": LONG,
    "request_type": "COMPLAINT",
    "channel": "API",
    "reporter": {"identity": "ANONYMOUS"},
}


@contextmanager
def full_disk(table: str) -> Iterator[None]:
    """No page more on SQLite; on PostgreSQL the error that a full disk gives, when this table is written."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            most = cursor.execute("PRAGMA max_page_count").fetchone()[0]
            cursor.execute("VACUUM")  # no free pages inside the file either
            cursor.execute("PRAGMA max_page_count = 1")  # never below what is used
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA max_page_count = {most}")
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$"
        )
        cursor.execute(f"CREATE TRIGGER no_room BEFORE INSERT ON {table} EXECUTE FUNCTION no_room()")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION no_room CASCADE")


@pytest.fixture
def client(city: City) -> Client:
    _, secret = issue_token(
        label="hotline",
        scopes=("cases:read", "cases:write"),
        post_id=city.posts["liu_yang"].pk,
        days=30,
        by=Actor.calendar("test"),
        at=MONDAY_MORNING,
    )
    return Client(headers={"Authorization": f"Bearer {secret}"}, raise_request_exception=False)


def register(client: Client) -> Any:
    return client.post(
        "/api/v1/cases",
        json.dumps(REPORT),
        content_type="application/json",
        headers={"Idempotency-Key": "full-disk"},
    )


def written() -> tuple[int, ...]:
    return (
        Case.objects.count(),
        Entry.objects.filter(subject_kind="case").count(),
        Submission.objects.count(),
        sum(Counter.objects.filter(kind="case").values_list("last", flat=True)),
    )


@pytest.mark.parametrize("table", ["cases_case", "journal_entry", "notes_note"])
def test_nothing_is_half_written_and_the_same_request_succeeds_later(client: Client, table: str) -> None:
    before = written()
    with full_disk(table):
        refused = register(client)
    assert (refused.status_code, refused.json()["code"]) == (503, "busy")
    assert "存储空间已满" in refused.json()["detail"] and refused.headers["Retry-After"]
    assert written() == before
    made = register(client)
    assert made.status_code == 201
    assert Case.objects.get().number == made.json()["number"]
    assert register(client).json()["number"] == made.json()["number"]


def test_a_page_gives_back_what_was_typed(signed_in: Any, city: City) -> None:
    client = signed_in("liu_yang", raise_request_exception=False)
    call = {
        "phone": "13900001111",
        "name": "钱某某",
        "identity": "NAMED",
        "content": LONG,
        "request_type": "REQUEST",
        "channel": "PHONE",
        "programme": "RESIDENT",
        "submission_key": "k" * 32,
    }
    with full_disk("cases_case"):
        answer = client.post("/work/intake/", call, headers={"sec-fetch-site": "same-origin"})
    assert answer.status_code == 503
    assert LONG in answer.content.decode()
