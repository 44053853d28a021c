"""Offices, people and posts as tables: out, and in with a preview that names each bad row before anything is written.

    with open_sheet(file) as sheet: seen = preview_rows(OFFICES, sheet)          writes nothing
    with open_sheet(file) as sheet: done = import_rows(OFFICES, sheet, by=, at=)  writes the good rows, names the others

Importing the same file again changes nothing. People (accounts) and posts (rights) are two tables, because two administrators bring them in.
"""

from bihuan.domain.organisations.sheets.offices import OFFICES, office_rows
from bihuan.domain.organisations.sheets.people import PEOPLE, people_rows
from bihuan.domain.organisations.sheets.running import Book, Imported, Outcome, import_rows, preview_rows
from bihuan.domain.organisations.sheets.tenures import POSTS, post_rows

__all__ = [
    "OFFICES",
    "PEOPLE",
    "POSTS",
    "Book",
    "Imported",
    "Outcome",
    "import_rows",
    "office_rows",
    "people_rows",
    "post_rows",
    "preview_rows",
]
