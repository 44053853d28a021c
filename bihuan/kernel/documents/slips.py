"""The A4 slip that goes from desk to desk on paper: facts at the top, boxes to write in, signatures below."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell, _Row

from bihuan.kernel.documents.paper import SIZE_2, SIZE_4, TITLE, bytes_of, new_paper, put

# 156 mm: label, value, label, value.
WIDTHS = (26, 52, 26, 52)
ROW_MM = 10
SMALL = 12.0
LINE = 18.0
LINE_CHARACTERS = 30
# As many characters of 12 pt as half a row holds; a longer value takes the whole row.
HALF_ROW = 11


@dataclass(frozen=True, slots=True)
class Box:
    """A field to write in: 拟办意见, 领导批示, 办理结果. text: what is already known.   signed: ends with a line for name and date."""

    label: str
    text: str = ""
    height_mm: int = 36
    signed: bool = True


def slip(
    title: str,
    rows: Sequence[tuple[str, str]],
    boxes: Sequence[Box],
    signatures: Sequence[str] = (),
    *,
    number: str = "",
) -> bytes:
    """The DOCX. rows: label and value, short ones two to a line; boxes in order; signatures: who signs at the bottom."""
    paper = new_paper(title, line=LINE, grid=False)
    heading = paper.add_paragraph()
    put(heading, title, font=TITLE, size=SIZE_2, align="center")
    heading.paragraph_format.line_spacing = 1.5
    # A slip is no official document: its facts, boxes and signatures are meant to stand on one page.
    paper.sections[0].top_margin, paper.sections[0].bottom_margin = Mm(24), Mm(22)
    paper.sections[0].footer_distance = Mm(12)
    if number:
        put(paper.add_paragraph(), f"编号：{number}", size=SIZE_4, align="right")
    table = paper.add_table(rows=0, cols=len(WIDTHS))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for pair in paired(rows):
        _facts(table, pair)
    for box in boxes:
        _box(table, box)
    for place in range(0, len(signatures), 2):
        _facts(table, [(name, "") for name in signatures[place : place + 2]], height=14)
    return bytes_of(paper)


def paired(rows: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Short facts two to a line, in their order; a long one has a line of its own."""
    lines: list[list[tuple[str, str]]] = []
    for row in rows:
        if lines and len(lines[-1]) == 1 and _is_short(lines[-1][0][1]) and _is_short(row[1]):
            lines[-1].append(row)
        else:
            lines.append([row])
    return lines


def _is_short(value: str) -> bool:
    # Letters and digits are half as wide as a Chinese character.
    return "\n" not in value and sum(0.5 if character.isascii() else 1 for character in value) <= HALF_ROW


def _facts(table: Table, pair: Sequence[tuple[str, str]], *, height: int = ROW_MM) -> None:
    row = _row(table, height)
    cells = row.cells
    _label(cells[0], pair[0][0])
    if len(pair) == 1:
        _value(cells[1].merge(cells[3]), pair[0][1])
        return
    _value(cells[1], pair[0][1])
    _label(cells[2], pair[1][0])
    _value(cells[3], pair[1][1])


def _box(table: Table, box: Box) -> None:
    cells = _row(table, box.height_mm).cells
    _label(cells[0], box.label)
    field = cells[1].merge(cells[3])
    _value(field, box.text)
    field.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
    if box.signed:
        for _ in range(_blank_lines(box)):
            field.add_paragraph()
        put(field.add_paragraph(), "签名：　　　　　　　　　年　　月　　日", size=SMALL, align="right")


def _blank_lines(box: Box) -> int:
    """So many that name and date stand at the foot of the box."""
    written = sum(max(ceil(len(line) / LINE_CHARACTERS), 1) for line in box.text.split("\n"))
    return max(int(box.height_mm / LINE * 72 / 25.4) - written - 1, 0)


def _row(table: Table, height: int) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it untyped
    row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    whole = OxmlElement("w:cantSplit")
    whole.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(whole)
    for cell, width in zip(row.cells, WIDTHS, strict=True):
        cell.width = Mm(width)
    return row


def _label(cell: _Cell, text: str) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    put(cell.paragraphs[0], text, size=SMALL, align="center", bold=True)


def _value(cell: _Cell, text: str) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for place, line in enumerate(text.split("\n")):
        put(cell.paragraphs[0] if place == 0 else cell.add_paragraph(), line, size=SMALL)
