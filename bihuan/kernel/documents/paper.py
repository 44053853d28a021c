"""The page and the type of GB/T 9704-2012, shared by everything that is printed here."""

import io
import math
import re
from typing import Any, Literal

import docx
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

# Page 210 × 297 mm, type area 156 × 225 mm: 22 lines of 28 characters of size 3 (16 pt).
WIDTH, HEIGHT = 210, 297
TOP, LEFT, RIGHT, BOTTOM = 37, 28, 26, 35
LINES, CHARACTERS = 22, 28
SIZE_2, SIZE_3, SIZE_4 = 22.0, 16.0, 14.0
MM_PER_POINT = 25.4 / 72
# Rounded down, so that the last line and the last character still fit; in twentieths of a point.
LINE_PITCH = int((HEIGHT - TOP - BOTTOM) / MM_PER_POINT / LINES * 20)
# Set on the characters and lines themselves: a character grid (linesAndChars) narrower than the type makes LibreOffice give every
# character two cells, and a line grid alone leaves the number of lines to the font at hand.
CHARACTER_SPACE = math.floor(((WIDTH - LEFT - RIGHT) / MM_PER_POINT / CHARACTERS - SIZE_3) * 20)

BODY, TITLE, HEADING, SUBHEADING, NUMBERS = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
LATIN = "Times New Roman"
Align = Literal["left", "center", "right", "both"]
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def new_paper(title: str, *, line: float = LINE_PITCH / 20, grid: bool = True) -> Paper:
    """An empty A4 document with margins, body type, page numbers, and lines of a fixed height in points, on the line grid or off."""
    paper = docx.Document()
    _properties(paper, title)
    normal = paper.styles["Normal"]
    normal.font.size = Pt(SIZE_3)
    set_font(normal, BODY)
    _in_chinese(normal)
    normal.paragraph_format.line_spacing = Pt(line)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    _page(paper, grid=grid)
    _page_numbers(paper)
    return paper


def put(
    paragraph: Paragraph,
    text: str,
    *,
    font: str = BODY,
    size: float = SIZE_3,
    align: Align | None = None,
    bold: bool = False,
) -> Run:
    """Add text to a paragraph in one type; characters that XML cannot hold are left out."""
    run = paragraph.add_run(_ILLEGAL.sub("", text))
    run.font.size = Pt(size)
    run.font.bold = bold
    set_font(run, font)
    if size == SIZE_3:
        _narrow(run)
    if align is not None:
        paragraph.alignment = _ALIGN[align]
    return run


def indent(paragraph: Paragraph, *, first: float = 0, left: float = 0, right: float = 0) -> None:
    """Indent by characters, as Chinese offices measure: first=2 for a body paragraph."""
    properties = paragraph._p.get_or_add_pPr()
    element = properties.find(qn("w:ind"))
    if element is None:
        element = OxmlElement("w:ind")
        properties.append(element)
    for name, characters in (("firstLine", first), ("left", left), ("right", right)):
        if characters:
            element.set(qn(f"w:{name}Chars"), str(int(characters * 100)))
            element.set(qn(f"w:{name}"), str(int(characters * SIZE_3 * 20)))


def off_the_grid(paragraph: Paragraph) -> None:
    """Type that is taller than the body's keeps its fixed line height, instead of taking two lines of the grid."""
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(snap, "w:spacing", "w:ind", "w:jc", "w:rPr")


def rule_below(
    paragraph: Paragraph,
    *,
    colour: str = "000000",
    eighths: int = 8,
    edge: str = "bottom",
    kind: str = "single",
) -> None:
    """A line under (or over) a paragraph, across the type area."""
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{edge}")
    for name, value in (("val", kind), ("sz", str(eighths)), ("space", "1"), ("color", colour)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders,
        "w:shd",
        "w:tabs",
        "w:suppressAutoHyphens",
        "w:snapToGrid",
        "w:spacing",
        "w:ind",
        "w:jc",
        "w:rPr",
    )


def bytes_of(paper: Paper) -> bytes:
    """The finished file."""
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def set_font(holder: Any, font: str) -> None:
    """Chinese characters in `font`, Latin ones in Times New Roman (the number line keeps its own)."""
    holder.font.name = font if font == NUMBERS else LATIN
    fonts = holder.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")


def _narrow(run: Run) -> None:
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(CHARACTER_SPACE))
    run._r.get_or_add_rPr().insert_element_before(
        spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:u", "w:lang"
    )


def _in_chinese(style: Any) -> None:
    """Else a program takes a Japanese or Taiwanese font for want of ours, with commas in the middle of their square."""
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.get_or_add_rPr().append(language)


def _properties(paper: Paper, title: str) -> None:
    known = paper.core_properties
    known.title, known.author, known.comments, known.language = _ILLEGAL.sub("", title)[:255], "", "", "zh-CN"


def _page(paper: Paper, *, grid: bool) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.footer_distance = Mm(BOTTOM - 10)
    properties = section._sectPr
    element = properties.find(qn("w:docGrid"))
    if element is None:
        element = OxmlElement("w:docGrid")
        properties.append(element)
    element.set(qn("w:type"), "lines" if grid else "default")
    element.set(qn("w:linePitch"), str(LINE_PITCH))


def _page_numbers(paper: Paper) -> None:
    """— 1 — in size 4, on the outer side, one character in."""
    paper.settings.odd_and_even_pages_header_footer = True
    section = paper.sections[0]
    for footer, align, side in (
        (section.footer, "right", "right"),
        (section.even_page_footer, "left", "left"),
    ):
        paragraph = footer.paragraphs[0]
        put(paragraph, "— ", font=NUMBERS, size=SIZE_4, align=align)  # type: ignore[arg-type]  # one of Align
        _field(put(paragraph, "", font=NUMBERS, size=SIZE_4), "PAGE")
        put(paragraph, " —", font=NUMBERS, size=SIZE_4)
        indent(paragraph, **{side: 1})


def _field(run: Run, code: str) -> None:
    for kind, text in (("begin", None), (None, code), ("separate", None), (None, "1"), ("end", None)):
        if kind is not None:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText" if text == code else "w:t")
            element.text = text
        run._r.append(element)
