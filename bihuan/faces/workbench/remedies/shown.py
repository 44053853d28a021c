"""What a remedy's page is made of: facts, texts, tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bihuan.domain.organisations.models import Office
from bihuan.faces.workbench.names import office_words
from bihuan.kernel.calendar import day_of
from bihuan.kernel.notes.models import Note

OFFICE_WITH = ("unit", "desk__unit")


@dataclass(frozen=True, slots=True)
class Cell:
    """One value; a moment, a day or a word with a tone is drawn as such."""

    text: Any = ""
    at: datetime | None = None
    on: date | None = None
    tone: str = ""
    number: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Table:
    """`empty`: what will appear here, said where there is nothing yet."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    empty: str
    lead: str = ""

    @property
    def lines(self) -> list[list[tuple[str, Cell]]]:
        """Each cell with its head, which a phone shows beside it."""
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Shown:
    """What one noun says of itself. `quiet_events`: whose texts this reader does not see; `quiet_items`: whose files."""

    facts: Sequence[Fact]
    texts: Sequence[tuple[str, str]] = ()
    tables: Sequence[Table] = ()
    cases: Any = None
    cases_title: str = ""
    notice: str = ""
    quiet_events: frozenset[str] = field(default_factory=frozenset)
    quiet_items: str = ""


def fact(label: str, text: Any = "", **more: Any) -> Fact:
    return Fact(label, Cell(text, **more))


def facts(*rows: Fact) -> list[Fact]:
    """Those that say something."""
    return [row for row in rows if row.cell.text not in ("", None) or row.cell.at or row.cell.on]


def texts(*rows: tuple[str, Note | None]) -> list[tuple[str, str]]:
    """The notes that were written, with their labels."""
    return [(label, note.text) for label, note in rows if note is not None and note.text]


def office(of: Office) -> Cell:
    return Cell(office_words(of))


def step(done_at: datetime | None, due_on: date, at: datetime, done: str, open_: str) -> Cell:
    """Done, open, or late: the word says it, the tone repeats it."""
    if done_at is not None:
        return Cell(done, tone="grey")
    return Cell("已超期", tone="red") if due_on < day_of(at) else Cell(open_, tone="blue")
