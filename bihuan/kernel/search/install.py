"""What the ORM cannot say: the GIN index, the FTS5 table and its triggers. Safe to repeat; the migration runs it, and so does
every later `migrate`, because SQLite drops triggers whenever Django remakes a table."""

from typing import Any

from bihuan.kernel.perdatabase import PerDatabase

# fastupdate with a short pending list: inserts stay cheap, and a search never walks more than 512 kB of unsorted postings.
# FTS5 keeps row numbers only (detail, columnsize) and takes our terms as they are: `ascii` splits at spaces and holds every
# other character, while `unicode61` drops those that are younger than its tables.
STATEMENTS = PerDatabase(
    postgresql=(
        "CREATE INDEX IF NOT EXISTS search_indexed_terms ON search_indexed USING gin (terms)"
        " WITH (fastupdate = on, gin_pending_list_limit = 512)",
    ),
    sqlite=(
        "CREATE VIRTUAL TABLE IF NOT EXISTS search_terms USING fts5(terms, content='search_indexed', content_rowid='id',"
        " detail='none', columnsize=0, tokenize='ascii')",
        "CREATE TRIGGER IF NOT EXISTS search_indexed_added AFTER INSERT ON search_indexed BEGIN"
        " INSERT INTO search_terms(rowid, terms) VALUES (new.id, new.terms); END",
        "CREATE TRIGGER IF NOT EXISTS search_indexed_removed AFTER DELETE ON search_indexed BEGIN"
        " INSERT INTO search_terms(search_terms, rowid, terms) VALUES ('delete', old.id, old.terms); END",
        "CREATE TRIGGER IF NOT EXISTS search_indexed_changed AFTER UPDATE OF terms ON search_indexed BEGIN"
        " INSERT INTO search_terms(search_terms, rowid, terms) VALUES ('delete', old.id, old.terms);"
        " INSERT INTO search_terms(rowid, terms) VALUES (new.id, new.terms); END",
    ),
)


def install(connection: Any) -> None:
    """Bring the database's own search structures into being where they are missing."""
    with connection.cursor() as cursor:
        for statement in STATEMENTS.of(connection.vendor):
            cursor.execute(statement)
