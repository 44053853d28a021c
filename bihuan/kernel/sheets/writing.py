"""Tables on their way out. Rows are an iterator and are never held together."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

from bihuan.kernel.sheets.checking import BadRow
from bihuan.kernel.sheets.moments import BEIJING

ROWS_PER_SHEET = 1_000_000
LONGEST_CELL = 32_000
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def safe_text(value: str) -> str:
    """Text that no spreadsheet runs: what begins like a formula gets an apostrophe before it, which `values.text` takes off again."""
    plain = _ILLEGAL.sub("", value)
    if len(plain) > LONGEST_CELL:
        plain = plain[:LONGEST_CELL] + "…（太长，已截断）"
    return f"'{plain}" if plain.startswith(_DANGEROUS) else plain


def write_xlsx(
    out: IO[bytes], head: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str = "数据"
) -> int:
    """Write a workbook; beyond a million rows it goes on in a further sheet. How many rows."""
    options = {
        "constant_memory": True,
        "in_memory": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        formats = {
            "head": book.add_format({"bold": True, "bg_color": "#F1F5F9", "bottom": 1}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "text": book.add_format({"num_format": "@"}),
        }
        sheet: Any = None
        count = 0
        for count, row in enumerate(rows, start=1):
            line = (count - 1) % ROWS_PER_SHEET + 1
            if line == 1:
                sheet = _sheet(book, head, title, formats)
            for place, value in enumerate(row):
                _write(sheet, line, place, value, formats)
        if sheet is None:
            _sheet(book, head, title, formats)
    return count


def csv_pieces(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The same as CSV with the mark by which Excel knows UTF-8, in pieces for a streaming response."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    out.write("\ufeff")
    writer.writerow([safe_text(name) for name in head])
    for row in rows:
        writer.writerow([_plain(value) for value in row])
        if out.tell() > 1 << 16:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def write_rejects(out: IO[bytes], head: Sequence[str], bad: Iterable[BadRow]) -> int:
    """The bad rows as they came, with row number and reasons before them: corrected there, the file can be imported as it is."""
    rows = ([row.number, "；".join(map(str, row.faults)), *row.cells] for row in bad)
    return write_xlsx(out, ["原行号", "退回原因", *head], rows, title="退回")


def _sheet(book: Any, head: Sequence[str], title: str, formats: dict[str, Any]) -> Any:
    name = re.sub(r"[\[\]:*?/\\']", " ", title)[:25].strip() or "数据"
    number = len(book.worksheets()) + 1
    sheet = book.add_worksheet(name if number == 1 else f"{name} {number}")
    sheet.freeze_panes(1, 0)
    for place, label in enumerate(head):
        sheet.write_string(0, place, safe_text(label), formats["head"])
    return sheet


def _write(sheet: Any, line: int, place: int, value: Any, formats: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(line, place, "是" if value else "否")
    elif isinstance(value, int | float | Decimal) and -(10**15) < value < 10**15:
        sheet.write_number(line, place, value)
    elif isinstance(value, datetime) and value.year >= 1900:
        sheet.write_datetime(line, place, _local(value), formats["moment"])
    elif isinstance(value, date) and not isinstance(value, datetime) and value.year >= 1900:
        sheet.write_datetime(line, place, value, formats["day"])
    else:
        sheet.write_string(line, place, safe_text(str(value)), formats["text"])


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{_local(value):%Y-%m-%d %H:%M}"
    return value if isinstance(value, int | float | Decimal) else safe_text(str(value))


def _local(moment: datetime) -> datetime:
    return moment.astimezone(BEIJING).replace(tzinfo=None) if moment.tzinfo else moment
