"""Indexes put aside while very many rows come in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction

from bihuan.kernel.perdatabase import PerDatabase


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
