"""Triggers that refuse UPDATE and DELETE (and TRUNCATE on PostgreSQL): what was written stays as it was written.

They are installed by `post_migrate`, again and again, because SQLite remakes a table that a migration alters and forgets its triggers.
They stop mistakes and ordinary accounts; whoever owns the database can drop them, and is found by the seals.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models, transaction

from bihuan.kernel.journal.models import Entry, Node, Position, Seal
from bihuan.kernel.perdatabase import PerDatabase

APPEND_ONLY: tuple[type[models.Model], ...] = (Entry, Position, Node, Seal)

FUNCTION = """
CREATE OR REPLACE FUNCTION bihuan_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""
INSTALL = PerDatabase(
    postgresql=(
        "CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION bihuan_append_only()",
    ),
    sqlite=(
        "CREATE TRIGGER IF NOT EXISTS {table}_append_only_update BEFORE UPDATE ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'append-only: UPDATE on {table} is refused'); END",
        "CREATE TRIGGER IF NOT EXISTS {table}_append_only_delete BEFORE DELETE ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'append-only: DELETE on {table} is refused'); END",
    ),
)
LIFT = PerDatabase(
    postgresql=("DROP TRIGGER IF EXISTS {table}_append_only ON {table}",),
    sqlite=(
        "DROP TRIGGER IF EXISTS {table}_append_only_update",
        "DROP TRIGGER IF EXISTS {table}_append_only_delete",
    ),
)
# One row per trigger that is there and enabled.
PRESENT = PerDatabase(
    postgresql="SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%%_append_only' AND tgenabled <> 'D'",
    sqlite="SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%%_append_only_%%'",
)


def install_append_only() -> None:
    """Install what is missing on the tables that exist; safe to repeat."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for table in _tables():
            for statement in INSTALL.here:
                cursor.execute(statement.format(table=table))


def lift_append_only() -> None:
    """Take the triggers away. For the teardown of tests, which empty tables; the product never calls it."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in _tables():
            for statement in LIFT.here:
                cursor.execute(statement.format(table=table))


def unguarded_tables() -> list[str]:
    """Tables that exist without all their triggers."""
    with connection.cursor() as cursor:
        cursor.execute(PRESENT.here, [])
        present = [table for (table,) in cursor.fetchall()]
    return [table for table in _tables() if present.count(table) < len(INSTALL.here)]


def _tables() -> Iterable[str]:
    existing = set(connection.introspection.table_names())
    return [model._meta.db_table for model in APPEND_ONLY if model._meta.db_table in existing]


def install_after_migrate(**_: Any) -> None:
    """The receiver of `post_migrate`."""
    install_append_only()
