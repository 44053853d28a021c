"""An official document after GB/T 9704-2012: letters, orders to rectify, reports upward, circulars."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from docx.document import Document as Paper
from docx.shared import RGBColor

from bihuan.kernel.documents.numerals import chinese_date, outline_mark
from bihuan.kernel.documents.paper import (
    BODY,
    HEADING,
    SIZE_2,
    SIZE_4,
    SUBHEADING,
    TITLE,
    bytes_of,
    indent,
    new_paper,
    put,
    rule_below,
)

RED = "E60012"
_HEAD_SIZE = 36.0
_LEVEL_FONTS = {0: BODY, 1: HEADING, 2: SUBHEADING, 3: BODY, 4: BODY}


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph. level 0: plain; 1 to 4: numbered 一、 （一） 1. （1） by its place. follows: set behind a heading on its line."""

    text: str
    level: int = 0
    follows: str = ""


def official_document(
    *,
    title: str,
    body: Sequence[Item | str],
    signed_by: str,
    on: date,
    number: str = "",
    head: str = "",
    to: str = "",
    enclosed: Sequence[str] = (),
    copies_to: Sequence[str] = (),
) -> bytes:
    """The DOCX. head: 发文机关标志 in red, with number and line below it; number: 发文字号 (`document_number`); to: 主送机关;
    enclosed: 附件说明; signed_by and on: 署名 and 成文日期; copies_to: 抄送机关."""
    paper = new_paper(title)
    _head(paper, head, number)
    for line in title.split("\n"):
        put(paper.add_paragraph(), line, font=TITLE, size=SIZE_2, align="center")
    paper.add_paragraph()
    if to:
        put(paper.add_paragraph(), f"{to.rstrip('：:')}：")
    _body(paper, body)
    _enclosed(paper, enclosed)
    _signature(paper, signed_by, on)
    _copies(paper, copies_to)
    return bytes_of(paper)


def outline(body: Sequence[Item | str]) -> Iterator[tuple[Item, str]]:
    """Each paragraph with its mark; a new heading starts the levels below it again."""
    counters = {level: count(1) for level in range(1, 5)}
    for part in body:
        item = part if isinstance(part, Item) else Item(part)
        if not item.level:
            yield item, ""
            continue
        for below in range(item.level + 1, 5):
            counters[below] = count(1)
        yield item, outline_mark(item.level, next(counters[item.level]))


def _head(paper: Paper, head: str, number: str) -> None:
    if head:
        paragraph = paper.add_paragraph()
        # Shrunk until the name stands on one line of 156 mm.
        run = put(paragraph, head, font=TITLE, size=min(_HEAD_SIZE, 440 // len(head)), align="center")
        run.font.color.rgb = RGBColor.from_string(RED)
        paragraph.paragraph_format.line_spacing = 1.0
        paper.add_paragraph()
    if number:
        paragraph = paper.add_paragraph()
        put(paragraph, number, align="center" if head else "right")
        if head:
            rule_below(paragraph, colour=RED, eighths=12)
    if head or number:
        paper.add_paragraph()


def _body(paper: Paper, body: Sequence[Item | str]) -> None:
    for item, mark in outline(body):
        paragraph = paper.add_paragraph()
        put(paragraph, f"{mark}{item.text}", font=_LEVEL_FONTS[item.level], align="both")
        if item.follows:
            put(paragraph, item.follows)
        indent(paragraph, first=2)


def _enclosed(paper: Paper, enclosed: Sequence[str]) -> None:
    if not enclosed:
        return
    paper.add_paragraph()
    for place, name in enumerate(enclosed, start=1):
        paragraph = paper.add_paragraph()
        mark = f"{place}. " if len(enclosed) > 1 else ""
        put(paragraph, f"附件：{mark}{name}" if place == 1 else f"{mark}{name}")
        indent(paragraph, first=2 if place == 1 else 5)


def _signature(paper: Paper, signed_by: str, on: date) -> None:
    paper.add_paragraph()
    for text in (signed_by, chinese_date(on)):
        paragraph = paper.add_paragraph()
        put(paragraph, text, align="right")
        paragraph.paragraph_format.keep_together = True
        paragraph.paragraph_format.keep_with_next = text == signed_by
        indent(
            paragraph,
            right=4 if text != signed_by else max(4 + (len(chinese_date(on)) - len(signed_by)) / 2 - 1, 2),
        )


def _copies(paper: Paper, copies_to: Sequence[str]) -> None:
    if not copies_to:
        return
    paper.add_paragraph()
    paragraph = paper.add_paragraph()
    put(paragraph, f"抄送：{'，'.join(copies_to)}。", size=SIZE_4)
    indent(paragraph, left=1, right=1)
    rule_below(paragraph, edge="top")


__all__ = ["Item", "official_document", "outline"]
