"""The tools of the tests are tested too: a helper that never fails proves nothing."""

import json
from datetime import UTC, datetime

import pytest
from django.contrib.contenttypes.models import ContentType

from bihuan.kernel.clock import now
from bihuan.testing import query_counts
from bihuan.testing.query_counts import compared
from bihuan.testing.tables import flag, moment, table


def test_the_clock_stands_still_and_is_moved_by_hand(clock, db) -> None:
    assert now() == clock.at == now()
    clock.advance(hours=4)
    assert now() == clock.at
    clock.stand_at(datetime(2026, 2, 13, 8, 0, tzinfo=UTC))
    assert now() == datetime(2026, 2, 13, 8, 0, tzinfo=UTC)


@table(
    """
    remark         | start            | far | length
    winter evening | 2026-01-05 20:00 | yes | 3
    no remark      | 2026-07-05 20:00 |     | 4
    """,
    start=moment,
    far=flag,
    length=int,
)
def test_a_table_row_becomes_a_test(start, far, length, request) -> None:
    assert start.hour == 20 and start.utcoffset().total_seconds() == 8 * 3600
    assert (far, length) in [(True, 3), (False, 4)]
    assert ("winter evening" in request.node.name) is far


@pytest.fixture
def baseline(tmp_path, monkeypatch):
    path = tmp_path / "query_counts.json"
    path.write_text('{"one": 1}')
    monkeypatch.setattr(query_counts, "BASELINE", path)
    monkeypatch.delenv(query_counts.RECORD, raising=False)
    return path


def ask(times: int) -> None:
    for _ in range(times):
        ContentType.objects.count()


def test_the_recorded_number_of_queries_passes(baseline, db) -> None:
    with compared("one"):
        ask(1)


@pytest.mark.parametrize(("name", "times"), [("one", 2), ("one", 0), ("unknown", 1)])
def test_another_number_or_an_unknown_name_fails(baseline, db, name: str, times: int) -> None:
    with pytest.raises(pytest.fail.Exception), compared(name):
        ask(times)


def test_recording_writes_the_number_down(baseline, db, monkeypatch) -> None:
    monkeypatch.setenv(query_counts.RECORD, "1")
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    with compared("two"):
        ask(2)
    assert json.loads(baseline.read_text()) == {"one": 1, "two": 2}
