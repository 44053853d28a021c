"""How many queries a page takes is data: `query_counts.json`, compared by every test that visits the page.

A page that begins to ask in a loop fails its test; a change on purpose is recorded with BIHUAN_RECORD_QUERY_COUNTS=1 and read in review.
Where one database asks more, its number stands beside the other under the name with `.sqlite` or `.postgresql` behind it.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

BASELINE = Path(__file__).with_name("query_counts.json")
RECORD = "BIHUAN_RECORD_QUERY_COUNTS"
# Opening and closing transactions is not asking.
FRAME = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


@pytest.fixture
def query_count() -> Callable[[str], AbstractContextManager[None]]:
    """`with query_count("workbench.my_work"): client.get(…)`"""
    return compared


@contextmanager
def compared(name: str) -> Iterator[None]:
    """Count the queries of a block and compare them with the recorded number of this name."""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(FRAME)]
    known = json.loads(BASELINE.read_text())
    if f"{name}.{connection.vendor}" in known:
        name = f"{name}.{connection.vendor}"
    if os.environ.get(RECORD):
        _record(name, len(asked))
        return
    if name not in known:
        pytest.fail(
            f"{name} has no recorded query count (it takes {len(asked)}). Run this test once with {RECORD}=1."
        )
    if len(asked) != known[name]:
        listing = "\n".join(asked)
        pytest.fail(f"{name} takes {len(asked)} queries, recorded are {known[name]}:\n{listing}")


def _record(name: str, count: int) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        pytest.fail("Record query counts in one process: -n 0.")
    known = json.loads(BASELINE.read_text())
    BASELINE.write_text(json.dumps({**known, name: count}, indent=2, sort_keys=True) + "\n")
