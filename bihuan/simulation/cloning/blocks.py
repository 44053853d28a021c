"""Rows with open places, filled many times.

A place is a mark: an id that nothing has. Rows are written out with marks once; wherever a mark turns up then, in a column or inside
a text, a clone's own id, number, position or hash is filled in.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, Protocol

from bihuan.kernel.bulk import copy_line, insert_ready, insert_text
from bihuan.kernel.perdatabase import PerDatabase
from bihuan.simulation.cloning.templates import Model

MARK = 8_000_000_000_000_000  # the first of 100,000, far above what a sequence gives, and still whole in JSON
_MARKED = re.compile(rf"{MARK // 100_000}(\d{{5}})")

Ids = Sequence[Any]  # what fills the places of a clone, in the order of the marks


class Filling:
    """A text with places."""

    __slots__ = ("pattern", "places")

    def __init__(self, text: str) -> None:
        found = [int(mark) for mark in _MARKED.findall(text)]
        self.pattern = _MARKED.sub("%s", text.replace("%", "%%"))
        self.places: Callable[[Ids], Any] = itemgetter(*found) if found else lambda ids: ()

    def filled(self, ids: Ids) -> str:
        text: str = self.pattern % self.places(ids)
        return text


class Block(Protocol):
    """The rows of one table that a clone has."""

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None: ...

    def filled(self, ids: Ids) -> Any: ...


class Lines(Filling):
    """For COPY: one text for all rows."""

    __slots__ = ()

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        super().__init__("".join(copy_line(row) for row in rows))


class Tuples:
    """For a prepared statement."""

    __slots__ = ("rows",)

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self.rows = [
            (
                list(row),
                [(at, value - MARK) for at, value in enumerate(row) if type(value) is int and value >= MARK],
                [
                    (at, Filling(value))
                    for at, value in enumerate(row)
                    if isinstance(value, str) and _MARKED.search(value)
                ],
            )
            for row in rows
        ]

    def filled(self, ids: Ids) -> list[list[Any]]:
        return [_filled(*row, ids) for row in self.rows]


def _filled(
    values: list[Any], places: list[tuple[int, int]], texts: list[tuple[int, Filling]], ids: Ids
) -> list[Any]:
    row = values.copy()
    for at, n in places:
        row[at] = ids[n]
    for at, text in texts:
        row[at] = text.filled(ids)
    return row


def _insert_tuples(model: Model, blocks: Iterable[list[list[Any]]]) -> None:
    insert_ready(model, chain.from_iterable(blocks))


BLOCK: PerDatabase[type[Block]] = PerDatabase(postgresql=Lines, sqlite=Tuples)
INSERT_BLOCKS: PerDatabase[Callable[[Model, Iterable[Any]], None]] = PerDatabase(
    postgresql=insert_text, sqlite=_insert_tuples
)
