"""Many rows at once: COPY on PostgreSQL, one prepared statement on SQLite. For clones, simulations, imports and what is recomputed from
millions of rows, not for actions."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction
from django.db.models import Func, QuerySet, Value

from bihuan.kernel.perdatabase import PerDatabase

ROWS_AT_ONCE = 10_000  # as many as are held at a time when they are read
Rows = Iterable[Sequence[Any]]
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


def insert_rows(model: type[models.Model], fields: Sequence[str], rows: Rows) -> None:
    """Insert values in the order of `fields`. Neither defaults nor validation: every column that must be filled is named."""
    columns: list[Any] = [model._meta.get_field(name) for name in fields]
    _insert(model, columns, _prepared(columns, rows))


def insert_ready(model: type[models.Model], rows: Rows) -> None:
    """Insert rows of every column, in the model's order, whose values went through `preparation` before."""
    _insert(model, model._meta.concrete_fields, rows)


def _insert(model: type[models.Model], columns: Iterable[Any], rows: Rows) -> None:
    INSERT.here(*_words(model, columns), rows)


def insert_text(model: type[models.Model], blocks: Iterable[str]) -> None:
    """Insert what is in COPY's own text format already, every column in the model's order. PostgreSQL only."""
    table, names = _words(model, model._meta.concrete_fields)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for block in blocks:
            copy.write(block)


def copy_line(values: Iterable[Any]) -> str:
    """A row in COPY's text format."""
    return "\t".join([_copy_text(value) for value in values]) + "\n"


def _copy_text(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value).translate(_COPY_ESCAPES)


_COPY_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _words(model: type[models.Model], columns: Iterable[Any]) -> tuple[str, str]:
    names = ", ".join(connection.ops.quote_name(field.column) for field in columns)
    return connection.ops.quote_name(model._meta.db_table), names


def reserve_ids(model: type[models.Model], count: int) -> Sequence[int]:
    """Ids that nobody else will get, ascending; call it inside the transaction that inserts them."""
    return RESERVE.here(model._meta.db_table, count)


def _prepared(fields: Sequence[Any], rows: Rows) -> Rows:
    """Values as this database keeps them; most kinds of fields keep what they are given."""
    prepare = [(index, ready) for index, field in enumerate(fields) if (ready := preparation(field))]
    if not prepare:
        yield from rows
        return
    for row in rows:
        values = list(row)
        for index, ready in prepare:
            values[index] = ready(values[index])
        yield values


def preparation(field: Any) -> Callable[[Any], Any] | None:
    """How this database keeps the values of a field; None: as they are."""
    if isinstance(field, models.DateTimeField):
        # psycopg takes datetimes as they are.
        return PerDatabase[Callable[[Any], Any] | None](postgresql=None, sqlite=_utc_text).here
    if isinstance(field, models.JSONField):
        return lambda value: None if value is None else json.dumps(value, cls=field.encoder)
    if isinstance(field, models.DateField | models.DecimalField):
        return lambda value: field.get_db_prep_save(value, connection)
    own: Callable[[Any], Any] | None = getattr(field, "bulk_value", None)
    return own


def _utc_text(at: datetime | None) -> str | None:
    """As Django writes it, ten times quicker."""
    if at is None:
        return None
    if at.tzinfo is None:
        raise ValueError(f"{at!r} is naive: pass an aware datetime")
    return str(at.replace(tzinfo=None) if at.tzinfo is UTC else at.astimezone(UTC).replace(tzinfo=None))


def _copy(table: str, names: str, rows: Rows) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _executemany(table: str, names: str, rows: Rows) -> None:
    marks = ", ".join(["?"] * len(names.split(", ")))
    connection.ensure_connection()
    # The driver's own cursor: Django's would rewrite the placeholders of every row.
    # Table and columns are a model's own names, quoted by the caller.
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # nosec B608
    connection.connection.cursor().executemany(statement, rows)


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
    with Cursor(connection.connection) as cursor:
        cursor.execute(statement, values, binary=True)
        # Asked for one by one, each row costs more than what is in it.
        while some := cursor.fetchmany(ROWS_AT_ONCE):
            yield from some


def _read_as_usual(rows: QuerySet[Any, Any]) -> Iterator[tuple[Any, ...]]:
    return iter(rows.iterator(chunk_size=ROWS_AT_ONCE))


def _nextval(table: str, count: int) -> Sequence[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
        )
        return [number for (number,) in cursor.fetchall()]


def _move_sequence(table: str, count: int) -> Sequence[int]:
    # The transaction is IMMEDIATE: nobody else writes, so the last number is ours to move.
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        last = row[0] if row else 0
        if row:
            cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [last + count, table])
        else:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
    return range(last + 1, last + count + 1)


AMONG: PerDatabase[Callable[[list[Any], str, Any], Func]] = PerDatabase(
    postgresql=_unnested, sqlite=_json_each
)
READ: PerDatabase[Callable[[QuerySet[Any, Any]], Iterator[tuple[Any, ...]]]] = PerDatabase(
    postgresql=_read_binary, sqlite=_read_as_usual
)
INSERT: PerDatabase[Callable[[str, str, Rows], None]] = PerDatabase(postgresql=_copy, sqlite=_executemany)
RESERVE: PerDatabase[Callable[[str, int], Sequence[int]]] = PerDatabase(
    postgresql=_nextval, sqlite=_move_sequence
)


@contextmanager
def indexes_aside(tables: Sequence[type[models.Model]]) -> Iterator[None]:
    """One transaction in which these tables have no indexes but unique ones and no foreign keys; at its end they are built anew.

    For many rows at once: sorting and joining them once costs a fraction of looking up each. Whoever else wants the tables waits.
    """
    names = [model._meta.db_table for model in tables]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(PATIENT.here)
        aside = _drops_and_builds(cursor, names)
        for drop, _ in aside:
            cursor.execute(drop)
        yield
        for _, build in reversed(aside):
            cursor.execute(build)


def _drops_and_builds(cursor: Any, tables: Sequence[str]) -> list[tuple[str, str]]:
    marks = ", ".join(["%s"] * len(tables))
    cursor.execute(ASIDE.here.format(tables=marks), list(tables) * ASIDE.here.count("{tables}"))
    return [(drop, build) for drop, build in cursor.fetchall()]


# Sorting a large index takes its time and likes memory.
PATIENT = PerDatabase(
    postgresql="SET LOCAL statement_timeout = 0; SET LOCAL maintenance_work_mem = '512MB'", sqlite="SELECT 1"
)
# The statements that take away and those that bring back, as the database itself words them: foreign keys first, and back last.
ASIDE = PerDatabase(
    postgresql="""
        SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
            format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text IN ({tables})
        UNION ALL
        SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
        FROM pg_index WHERE NOT indisunique AND indrelid::regclass::text IN ({tables})
    """,
    sqlite="""
        SELECT 'DROP INDEX "' || name || '"', sql FROM sqlite_master
        WHERE type = 'index' AND sql NOT LIKE 'CREATE UNIQUE%%' AND tbl_name IN ({tables})
    """,
)
