"""What every import here does in the same way: check all rows, then write the good ones, each in its own transaction."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Refusal
from bihuan.kernel.sheets import BadRow, Column, Fault, Preview, Sheet, checked, preview
from bihuan.kernel.sheets.checking import table_of

Values = dict[str, Any]


class Outcome(StrEnum):
    """What became of a good row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class Writer(Protocol):
    def __call__(self, values: Values, *, by: Actor, at: datetime) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Book:
    """One kind of table. rule() makes a fresh check of whole rows, which may remember the rows before; write(values) calls the actions."""

    title: str
    columns: Sequence[Column]
    rule: Callable[[], Callable[[Values], Iterable[Fault]]]
    write: Writer

    @property
    def head(self) -> list[str]:
        return [column.label for column in self.columns]


@dataclass(slots=True)
class Imported:
    """What an import did. bad: rows left out, with their reasons, for the reject file."""

    head: list[str]
    outcomes: Mapping[str, int]
    bad: list[BadRow] = field(default_factory=list)


def preview_rows(book: Book, sheet: Sheet) -> Preview:
    """What would be written and what would not, with row numbers and reasons. Writes nothing."""
    return preview(sheet, book.columns, rule=book.rule())


def import_rows(book: Book, sheet: Sheet, *, by: Actor, at: datetime) -> Imported:
    """Write the good rows through the actions; a row that an action refuses joins the bad ones."""
    table = table_of(sheet, book.columns)
    counts: Counter[str] = Counter()
    bad: list[BadRow] = []
    for row in checked(table, book.columns, book.rule()):
        if isinstance(row, BadRow):
            bad.append(row)
            continue
        try:
            counts[book.write(row.values, by=by, at=at)] += 1
        except Refusal as refusal:
            cells = [row.values.get(column.code) for column in book.columns]
            bad.append(BadRow(row.number, cells, (Fault("", str(refusal)),)))
    return Imported(table.head, dict(counts), bad)
