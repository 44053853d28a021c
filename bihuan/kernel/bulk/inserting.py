"""Many rows written at once: neither defaults nor validation, no signal, no entry in the journal. Whoever calls answers for that."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models

from bihuan.kernel.bulk.preparing import preparation
from bihuan.kernel.perdatabase import PerDatabase

Rows = Iterable[Sequence[Any]]


def insert_rows(model: type[models.Model], fields: Sequence[str], rows: Rows) -> None:
    """Insert values in the order of `fields`. Neither defaults nor validation: every column that must be filled is named."""
    columns: list[Any] = [model._meta.get_field(name) for name in fields]
    _insert(model, columns, _prepared(columns, rows))


def insert_ready(model: type[models.Model], rows: Rows) -> None:
    """Insert rows of every column, in the model's order, whose values went through `preparation` before."""
    _insert(model, model._meta.concrete_fields, rows)


def _insert(model: type[models.Model], columns: Iterable[Any], rows: Rows) -> None:
    # The driver's own cursors raise the driver's own errors.
    with connection.wrap_database_errors:
        INSERT.here(*_words(model, columns), rows)


def insert_text(model: type[models.Model], blocks: Iterable[str]) -> None:
    """Insert what is in COPY's own text format already, every column in the model's order. PostgreSQL only."""
    table, names = _words(model, model._meta.concrete_fields)
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
    ):
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


INSERT: PerDatabase[Callable[[str, str, Rows], None]] = PerDatabase(postgresql=_copy, sqlite=_executemany)
RESERVE: PerDatabase[Callable[[str, int], Sequence[int]]] = PerDatabase(
    postgresql=_nextval, sqlite=_move_sequence
)
