"""A preview names each bad row and its reason before anything is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from bihuan.kernel.refusals import Malformed, Refusal
from bihuan.kernel.sheets.reading import Cell, Sheet
from bihuan.kernel.sheets.values import text

# A title or a remark may stand above the head.
HEAD_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Column:
    """code: the name in the values.   label: what its head says; aliases: what it may say as well.
    read: a cell's value, or a Refusal or ValueError whose Chinese sentence becomes the reason."""

    code: str
    label: str
    read: Callable[[Any], Any] = text
    required: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """column: its label, empty where the whole row is meant.   reason: a Chinese sentence."""

    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.column}：{self.reason}" if self.column else self.reason


@dataclass(frozen=True, slots=True)
class GoodRow:
    """number: as the spreadsheet shows it.   values: by column code; a blank cell is None."""

    number: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BadRow:
    """The row as it was given and all that is wrong with it."""

    number: int
    cells: list[Cell]
    faults: tuple[Fault, ...]


# The whole row together: repeated numbers, an end before its beginning. Yields faults; sees only rows whose cells are good.
RowRule = Callable[[dict[str, Any]], Iterable[Fault]]


@dataclass(slots=True)
class Table:
    """head: as it stands in the file.   places: code → place of its cell.   unknown: heads that no column claims."""

    head: list[str]
    places: dict[str, int]
    unknown: list[str]
    rows: Iterator[tuple[int, list[Cell]]]


@dataclass(slots=True)
class Preview:
    """What would happen. bad: the first `most_bad` bad rows; bad_count: all of them."""

    head: list[str]
    unknown: list[str]
    good_count: int = 0
    bad_count: int = 0
    sample: list[GoodRow] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)


def table_of(sheet: Sheet, columns: Sequence[Column], mapping: Mapping[str, str] | None = None) -> Table:
    """Find the head and which cell belongs to which column. `mapping` (head → code), remembered from last time, goes first.

    Refused, with the names, where a required column has no cell.
    """
    above: list[tuple[int, list[Cell]]] = []
    table, at = Table([], {}, [], iter(())), 0
    for number, cells in sheet.rows:
        above.append((number, cells))
        head = [text(cell) for cell in cells]
        places, unknown = _places(head, columns, mapping or {})
        if not at or len(places) > len(table.places):
            table, at = Table(head, places, unknown, iter(())), len(above)
        if len(above) >= HEAD_WITHIN or len(places) == len(columns):
            break
    if not at:
        raise Malformed("sheet_empty", "表格是空的。", "请检查是否选错了文件。")
    missing = [column.label for column in columns if column.required and column.code not in table.places]
    if missing:
        found = "、".join(filter(None, table.head)) or "无"
        raise Malformed(
            "sheet_columns_missing",
            f"表头缺少：{'、'.join(missing)}。",
            f"表格里的表头有：{found[:300]}。",
            missing=missing,
        )
    table.rows = chain(above[at:], sheet.rows)
    return table


def checked(
    table: Table, columns: Sequence[Column], rule: RowRule | None = None
) -> Iterator[GoodRow | BadRow]:
    """Every row in order, read or refused with all its faults."""
    for number, cells in table.rows:
        values, faults = _read(table, columns, cells)
        if not faults and rule is not None:
            faults = list(rule(values))
        yield BadRow(number, cells, tuple(faults)) if faults else GoodRow(number, values)


def preview(
    sheet: Sheet,
    columns: Sequence[Column],
    *,
    mapping: Mapping[str, str] | None = None,
    rule: RowRule | None = None,
    sample: int = 10,
    most_bad: int = 500,
) -> Preview:
    """Read the whole table, keep a few good rows and the first bad ones. Writes nothing."""
    table = table_of(sheet, columns, mapping)
    seen = Preview(table.head, table.unknown)
    for row in checked(table, columns, rule):
        if isinstance(row, GoodRow):
            seen.good_count += 1
            if len(seen.sample) < sample:
                seen.sample.append(row)
        else:
            seen.bad_count += 1
            if len(seen.bad) < most_bad:
                seen.bad.append(row)
    return seen


def _places(
    head: list[str], columns: Sequence[Column], mapping: Mapping[str, str]
) -> tuple[dict[str, int], list[str]]:
    named = {_plain(name): column.code for column in columns for name in (column.label, *column.aliases)}
    named |= {_plain(name): code for name, code in mapping.items()}
    places: dict[str, int] = {}
    unknown = []
    for place, name in enumerate(head):
        code = named.get(_plain(name))
        if code is not None and code not in places:
            places[code] = place
        elif name:
            unknown.append(name)
    return places, unknown


def _plain(name: str) -> str:
    return "".join(name.split()).strip("*＊:：").casefold()


def _read(table: Table, columns: Sequence[Column], cells: list[Cell]) -> tuple[dict[str, Any], list[Fault]]:
    values: dict[str, Any] = {}
    faults = []
    for column in columns:
        place = table.places.get(column.code)
        cell = cells[place] if place is not None and place < len(cells) else None
        if text(cell) == "":
            values[column.code] = None
            if column.required:
                faults.append(Fault(column.label, "不能为空。"))
            continue
        try:
            values[column.code] = column.read(cell)
        except (Refusal, ValueError) as refused:
            faults.append(Fault(column.label, str(refused)))
    return values, faults
