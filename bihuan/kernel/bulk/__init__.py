"""Many rows at once: COPY on PostgreSQL, one prepared statement on SQLite. For clones, simulations, imports and what is recomputed from
millions of rows, not for actions.

inserting (rows, ids, text in COPY's form) · preparing (values as the database keeps them) · reading (questions about many ids, many rows) ·
indexes (put aside meanwhile)."""

from bihuan.kernel.bulk.indexes import indexes_aside
from bihuan.kernel.bulk.inserting import copy_line, insert_ready, insert_rows, insert_text, reserve_ids
from bihuan.kernel.bulk.preparing import preparation
from bihuan.kernel.bulk.reading import among, among_moments, batches, read_rows

__all__ = [
    "among",
    "among_moments",
    "batches",
    "copy_line",
    "indexes_aside",
    "insert_ready",
    "insert_rows",
    "insert_text",
    "preparation",
    "read_rows",
    "reserve_ids",
]
