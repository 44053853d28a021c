"""Rows of a table file, one at a time.

XLSX goes through openpyxl's read-only mode: 100,000 rows in some 60 MB; python-calamine is ten times faster, but unfolds the whole
sheet, so that one cell in the last corner asks for all memory there is. It reads the old XLS, whose sheets are small by format.
"""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from typing import IO, Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from python_calamine import CalamineError, CalamineWorkbook

from bihuan.kernel.attachments.archives import refuse_bomb
from bihuan.kernel.refusals import Malformed

Cell = str | int | float | bool | date | datetime | time | timedelta | None
MOST_ROWS = 1_000_000
MOST_COLUMNS = 300
# Formatting leaves long blank tails behind the last row.
BLANK_TAIL = 2_000
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """rows: (row number as the office sees it, cells), blank rows left out.   kind: xlsx, xls or csv."""

    kind: str
    rows: Iterator[tuple[int, list[Cell]]]


@contextmanager
def open_sheet(file: IO[bytes], *, sheet: int = 0) -> Iterator[Sheet]:
    """The rows of an XLSX, XLS or CSV file (UTF-8, UTF-16 or GB18030), told apart by content. Refuses what is none of them."""
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    try:
        if head.startswith(b"PK\x03\x04"):
            yield Sheet("xlsx", _filled(_xlsx(file, sheet)))
        elif head.startswith(b"\xd0\xcf\x11\xe0"):
            yield Sheet("xls", _filled(_xls(file, sheet)))
        else:
            yield Sheet("csv", _filled(_csv(file)))
    except (InvalidFileException, zipfile.BadZipFile, CalamineError, KeyError, IndexError) as fault:
        raise Malformed(
            "sheet_unreadable", "表格打不开，可能已损坏。", "请用 Excel 或 WPS 打开，另存为 .xlsx 后再传。"
        ) from fault


def _xlsx(file: IO[bytes], sheet: int) -> Iterator[list[Cell]]:
    refuse_bomb(file, file.seek(0, io.SEEK_END))
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        worksheet: Any = book.worksheets[sheet]
        worksheet.reset_dimensions()  # what the file claims about its size is often wrong
        for row in worksheet.iter_rows(values_only=True):
            yield list(row[:MOST_COLUMNS])
    finally:
        book.close()


def _xls(file: IO[bytes], sheet: int) -> Iterator[list[Cell]]:
    book = CalamineWorkbook.from_filelike(file)
    found = book.get_sheet_by_index(sheet)
    start = found.start
    # The reader leaves out blank rows before the first; the office counts them.
    yield from ([] for _ in range(start[0] if start else 0))
    for row in found.iter_rows():
        yield [None if cell == "" else cell for cell in row[:MOST_COLUMNS]]


def _csv(file: IO[bytes]) -> Iterator[list[Cell]]:
    encoding = _encoding(file)
    file.seek(0)
    lines = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        first = list(islice(lines, 1))
        delimiter = max(",\t;，", key=first[0].count) if first else ","
        for row in csv.reader(chain(first, lines), delimiter=delimiter):
            yield [cell if cell.strip() else None for cell in row[:MOST_COLUMNS]]
    except (UnicodeDecodeError, csv.Error) as fault:
        raise Malformed(
            "sheet_unreadable", "这不是表格文件，或文字编码混乱。", "请另存为 .xlsx 或 UTF-8 的 .csv 后再传。"
        ) from fault
    finally:
        lines.detach()


def _encoding(file: IO[bytes]) -> str:
    """By its mark; without one, UTF-8 if the whole file is, else GB18030, in which every Chinese Excel saves CSV."""
    file.seek(0)
    start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    file.seek(0)
    try:
        while piece := file.read(PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def _filled(rows: Iterator[list[Cell]]) -> Iterator[tuple[int, list[Cell]]]:
    last = 0
    for number, row in enumerate(rows, start=1):
        if any(cell is not None and cell != "" for cell in row):
            if number > MOST_ROWS:
                raise Malformed("sheet_too_long", f"表格超过 {MOST_ROWS:,} 行。", "请拆成几个文件。")
            last = number
            yield number, row
        elif number - last > BLANK_TAIL:
            return
