"""What a question costs the database, by what no clock decides: buffers on PostgreSQL, steps of the virtual machine on SQLite."""

import json
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.kernel.perdatabase import PerDatabase


def effort_of(ask: Callable[[], Any]) -> int:
    """How much the statements of a call read, all of them together."""
    return EFFORT.here(ask)


def _buffers(ask: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask()
    return sum(_buffers_of(query["sql"]) for query in captured.captured_queries)


def _buffers_of(sql: str) -> int:
    with connection.cursor() as cursor:
        # The statement is one that Django has just sent itself, written out.
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + sql)  # nosec B608
        (answer,) = cursor.fetchone()
    plan = (answer if isinstance(answer, list) else json.loads(answer))[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


def _steps(ask: Callable[[], Any]) -> int:
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    connection.ensure_connection()
    connection.connection.set_progress_handler(count, 1)
    try:
        ask()
    finally:
        connection.connection.set_progress_handler(None, 1)
    return steps


EFFORT: PerDatabase[Callable[[Callable[[], Any]], int]] = PerDatabase(postgresql=_buffers, sqlite=_steps)
