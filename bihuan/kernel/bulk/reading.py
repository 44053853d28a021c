"""Many rows read at once, and questions about many ids."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Func, QuerySet, Value

from bihuan.kernel.bulk.preparing import preparation
from bihuan.kernel.perdatabase import PerDatabase

ROWS_AT_ONCE = 10_000  # as many as are held at a time when they are read
T = TypeVar("T")


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """So many at a time; the last may be fewer."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch


def among(ids: Iterable[int]) -> Func:
    """Many ids as one value, for `…__in=among(ids)`: a thousand placeholders cost more than the question."""
    return AMONG.here(list(ids), "bigint", models.BigIntegerField())


def among_moments(moments: Iterable[datetime]) -> Func:
    """Many moments as one value."""
    return AMONG.here(list(moments), "timestamptz", models.DateTimeField())


def read_rows(rows: QuerySet[Any, Any]) -> Iterator[tuple[Any, ...]]:
    """The tuples of `values_list`, as the database's own types are read quickest: a moment for a tenth of what it costs otherwise."""
    return READ.here(rows)


def _unnested(values: list[Any], kind: str, field: Any) -> Func:
    array = "{" + ",".join(f'"{value}"' for value in values) + "}"
    return Func(Value(array), template=f"(SELECT unnest(%(expressions)s::{kind}[]))", output_field=field)


def _json_each(values: list[Any], kind: str, field: Any) -> Func:
    ready = preparation(field) or int
    array = json.dumps([ready(value) for value in values])
    return Func(Value(array), template="(SELECT value FROM json_each(%(expressions)s))", output_field=field)


def _read_binary(rows: QuerySet[Any, Any]) -> Iterator[tuple[Any, ...]]:
    from psycopg import Cursor

    try:
        statement, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.execute(statement, values, binary=True)
        # Asked for one by one, each row costs more than what is in it.
        while some := cursor.fetchmany(ROWS_AT_ONCE):
            yield from some


def _read_as_usual(rows: QuerySet[Any, Any]) -> Iterator[tuple[Any, ...]]:
    return iter(rows.iterator(chunk_size=ROWS_AT_ONCE))


AMONG: PerDatabase[Callable[[list[Any], str, Any], Func]] = PerDatabase(
    postgresql=_unnested, sqlite=_json_each
)
READ: PerDatabase[Callable[[QuerySet[Any, Any]], Iterator[tuple[Any, ...]]]] = PerDatabase(
    postgresql=_read_binary, sqlite=_read_as_usual
)
