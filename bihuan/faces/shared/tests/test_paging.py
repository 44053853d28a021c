"""Keyset pages: every row once, in order, both ways, nulls last, no OFFSET."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.faces.shared.paging import Page, keyset_page
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.models import Note
from bihuan.kernel.refusals import Malformed
from bihuan.kernel.search.actions import index_many
from bihuan.kernel.search.found import Found

START = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def duties(db):
    """Twelve: pairs share a due moment, the last three have none."""
    return Duty.objects.bulk_create(
        Duty(
            subject_kind="trial",
            subject_id=n,
            verb="rate",
            holder="office:1",
            started_at=START,
            due_at=START + timedelta(hours=n // 2) if n < 9 else None,
        )
        for n in range(12)
    )


def walk(order, size, way="next"):
    rows, cursor = [], ""
    while True:
        page = keyset_page(Duty.objects.all(), order=order, cursor=cursor, size=size)
        rows.append([d.subject_id for d in page])
        cursor = page.next
        if not cursor:
            return rows, page


@pytest.mark.parametrize("size", [1, 2, 5, 12, 50])
@pytest.mark.parametrize("order", [("due_at", "id"), ("-due_at", "id"), ("-id",), ("verb", "-due_at", "-id")])
def test_every_row_comes_once_and_in_order(duties, order, size):
    pages, _ = walk(order, size)
    seen = [n for page in pages for n in page]
    assert sorted(seen) == list(range(12))
    assert seen == walk(order, 50)[0][0]


@pytest.mark.parametrize("order", [("due_at", "id"), ("-due_at", "-id"), ("-id",)])
def test_the_way_back_shows_the_same_pages(duties, order):
    pages, last = walk(order, 5)
    back, page = [[d.subject_id for d in last]], last
    while page.previous:
        page = keyset_page(Duty.objects.all(), order=order, cursor=page.previous, size=5)
        back.insert(0, [d.subject_id for d in page])
    assert [n for page in back for n in page] == [n for page in pages for n in page]
    assert page.next


def test_rows_without_a_due_moment_come_last(duties):
    pages, _ = walk(("due_at", "id"), 50)
    assert pages[0][-3:] == [9, 10, 11]


def test_it_asks_without_offset(duties):
    first = keyset_page(Duty.objects.all(), order=("due_at", "id"), size=3)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        keyset_page(Duty.objects.all(), order=("due_at", "id"), cursor=first.next, size=3, counted=False)
    assert len(queries) == 1
    assert "OFFSET" not in queries[0]["sql"]


@pytest.fixture
def texts(db):
    """Ids in three stretches; every second one holds the word."""
    ids = [1, 2, 40_000, 40_001, 300_000, 300_001, 700_000, 700_001]
    for id in ids:
        Note.objects.create(pk=id, subject_kind="note", subject_id=0, text="", digest="", written_at=START)
    index_many((Subject("note", id), "拖车" if id % 2 == 0 else "路灯") for id in ids)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_a_search_is_paged_over_its_stretches_both_ways(texts, size):
    search = Found(lambda _: Note.objects.all(), "note", "拖车")
    there, page = [], keyset_page(search, order=("-id",), size=size)
    there.append([note.pk for note in page])
    while page.next:
        page = keyset_page(search, order=("-id",), cursor=page.next, size=size)
        there.append([note.pk for note in page])
    back = [[note.pk for note in page]]
    while page.previous:
        page = keyset_page(search, order=("-id",), cursor=page.previous, size=size)
        back.insert(0, [note.pk for note in page])
    assert [pk for pks in there for pk in pks] == [700_000, 300_000, 40_000, 2]
    assert [pk for pks in back for pk in pks] == [700_000, 300_000, 40_000, 2]
    assert page.count == 4


def test_a_search_is_paged_by_nothing_but_its_ids(texts):
    with pytest.raises(ValueError, match="paged by its ids"):
        keyset_page(Found(lambda _: Note.objects.all(), "note", "拖车"), order=("written_at", "id"))


@pytest.mark.parametrize("cursor", ["x", "AAAA", "WzAsMV0", "%%%", "bnVsbA", "WzAsInoiLCJ6Il0"])
def test_a_cursor_that_was_not_made_here_is_refused(duties, cursor):
    with pytest.raises(Malformed):
        keyset_page(Duty.objects.all(), order=("due_at", "id"), cursor=cursor)


def test_a_count_stops_above_a_thousand():
    assert Page(rows=[], count=1001).total == "1,000+"
    assert Page(rows=[], count=1000).total == "1,000"
    assert Page(rows=[]).total == ""
