"""Many ids in one question, many rows in one answer: the same as asked the usual way."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.bulk import among, among_moments, batches, insert_rows, read_rows, reading
from bihuan.kernel.submissions.models import Submission

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BEIJING = timezone(timedelta(hours=8))
COUNT = 25


@pytest.fixture
def submissions(db):
    at = [AT + timedelta(minutes=number, microseconds=number) for number in range(COUNT)]
    rows = [("p:1", f"k{number}", "f", {"n": number}, when, False) for number, when in enumerate(at)]
    insert_rows(Submission, ("actor", "key", "fingerprint", "answer", "at", "lasting"), rows)
    return Submission.objects.order_by("at")


@given(st.lists(st.integers()), st.integers(1, 7))
def test_batches_are_full_but_the_last_and_lose_nothing(items, size):
    found = list(batches(iter(items), size))
    assert [item for batch in found for item in batch] == items
    assert all(len(batch) == size for batch in found[:-1]) and all(found)


@pytest.mark.parametrize("places", [(), (3,), (0, 5, 24), range(COUNT)])
def test_among_many_ids(submissions, places):
    ids = [submissions[place].pk for place in places]
    assert list(submissions.filter(pk__in=among(ids))) == list(submissions.filter(pk__in=ids))
    assert list(submissions.exclude(pk__in=among(ids))) == list(submissions.exclude(pk__in=ids))


def test_among_ids_beyond_what_placeholders_could_say(submissions):
    assert submissions.filter(pk__in=among(range(-70_000, 2**40, 2**23))).count() == 0
    assert submissions.filter(pk__in=among(range(10**6))).count() == COUNT


@pytest.mark.parametrize("zone", [UTC, BEIJING])
def test_among_many_moments_whatever_their_zone(submissions, zone):
    moments = [one.at.astimezone(zone) for one in submissions[3:9]]
    assert list(submissions.filter(at__in=among_moments(moments))) == list(submissions[3:9])
    assert not submissions.filter(at__in=among_moments([])).exists()


def test_rows_are_the_tuples_of_values_list(submissions, monkeypatch):
    monkeypatch.setattr(reading, "ROWS_AT_ONCE", 10)
    rows = submissions.values_list("pk", "key", "answer__n", "at", "lasting")
    assert list(read_rows(rows)) == list(rows) and len(list(rows)) == COUNT
    assert list(read_rows(rows.filter(key__in=["k3", "k'4", "k%s"]))) == [rows[3]]
    assert list(read_rows(rows.none())) == []
