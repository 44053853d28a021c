"""An official document after GB/T 9704-2012: letters, orders to rectify, reports upward, circulars, minutes."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from docx.document import Document as Paper
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph

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
    off_the_grid,
    put,
    rule_below,
)

RED = "E60012"
_HEAD_SIZE = 36.0
_TITLE_WIDTH = 20  # characters of size 2 on a line of 156 mm
_BREAKS_AFTER = "、，：的和与及"
_NEAR = 5
_LEVEL_FONTS = {0: BODY, 1: HEADING, 2: SUBHEADING, 3: BODY, 4: BODY}


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph. level 0: plain; 1 to 4: numbered 一、 （一） 1. （1） by its place, unless it stands alone on its level. follows: set
    behind a heading on its line. bold: a label in 黑体 before what follows, as 出席 in minutes."""

    text: str
    level: int = 0
    follows: str = ""
    bold: bool = False


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
    letter: bool = False,
) -> bytes:
    """The DOCX. head: 发文机关标志 in red, with number and line below it; number: 发文字号 (`document_number`); to: 主送机关;
    enclosed: 附件说明; signed_by and on: 署名 and 成文日期; copies_to: 抄送机关; letter: in the form of a 函 (10.1 of the standard)."""
    paper = new_paper(title)
    if letter:
        _letter_head(paper, head, number)
    else:
        _head(paper, head, number)
    for line in title_lines(title):
        paragraph = paper.add_paragraph()
        put(paragraph, line, font=TITLE, size=SIZE_2, align="center")
        off_the_grid(paragraph)
    paper.add_paragraph()
    if to:
        put(paper.add_paragraph(), f"{to.rstrip('：:')}：")
    _body(paper, body)
    _enclosed(paper, enclosed)
    _signature(paper, signed_by, on)
    _copies(paper, copies_to)
    return bytes_of(paper)


def title_lines(title: str) -> Iterator[str]:
    """Lines of like length, none of which holds a single left-over word; broken behind a particle where one is near, and never between a
    number and what it counts."""
    for part in title.split("\n"):
        rest = part
        for left in range(math.ceil(len(part) / _TITLE_WIDTH), 1, -1):
            place = _break(rest, left)
            yield rest[:place].rstrip()
            rest = rest[place:].lstrip()
        yield rest


def _break(text: str, lines: int) -> int:
    """Where the first of so many lines ends: the others must hold what is left."""
    ideal = math.ceil(len(text) / lines)
    least = max(ideal - _NEAR, len(text) - _TITLE_WIDTH * (lines - 1))
    near = range(least, min(ideal + _NEAR, _TITLE_WIDTH) + 1)
    return min(
        near,
        key=lambda place: (
            _ends_in_a_number(text[:place]),
            text[place - 1] not in _BREAKS_AFTER,
            abs(place - ideal),
        ),
    )


def _ends_in_a_number(line: str) -> bool:
    return line.rstrip()[-1:].isdecimal()


def outline(body: Sequence[Item | str]) -> Iterator[tuple[Item, str]]:
    """Each paragraph with its mark; a new heading starts the levels below it again. What has no neighbour on its level is not numbered."""
    items = [part if isinstance(part, Item) else Item(part) for part in body]
    counters = {level: count(1) for level in range(1, 5)}
    for place, item in enumerate(items):
        if not item.level:
            yield item, ""
            continue
        for below in range(item.level + 1, 5):
            counters[below] = count(1)
        number = next(counters[item.level])
        alone = number == 1 and not _has_neighbour(items[place + 1 :], item.level)
        yield item, "" if alone else outline_mark(item.level, number)


def _has_neighbour(after: Sequence[Item], level: int) -> bool:
    """Another one of this level, before a heading above it."""
    first = next((item for item in after if item.level and item.level <= level), None)
    return first is not None and first.level == level


def _head(paper: Paper, head: str, number: str) -> None:
    if head:
        _in_red(paper.add_paragraph(), head)
        paper.add_paragraph()
    if number:
        paragraph = paper.add_paragraph()
        put(paragraph, number, align="center" if head else "right")
        if head:
            rule_below(paragraph, colour=RED, eighths=12)
    if head or number:
        paper.add_paragraph()


def _letter_head(paper: Paper, head: str, number: str) -> None:
    """The name alone, a double red line right below it, the number on the right."""
    name = paper.add_paragraph()
    _in_red(name, head)
    rule_below(name, colour=RED, eighths=24, kind="thickThinSmallGap")
    put(paper.add_paragraph(), number, align="right")
    paper.add_paragraph()


def _in_red(paragraph: Paragraph, head: str) -> None:
    """Shrunk until the name stands on one line of 156 mm."""
    run = put(paragraph, head, font=TITLE, size=min(_HEAD_SIZE, 440 // max(len(head), 1)), align="center")
    run.font.color.rgb = RGBColor.from_string(RED)
    paragraph.paragraph_format.line_spacing = 1.0


def _body(paper: Paper, body: Sequence[Item | str]) -> None:
    """A heading stays with what it heads; the last paragraph stays with the signature, which never stands on a page alone."""
    items = list(outline(body))
    for place, (item, mark) in enumerate(items, start=1):
        paragraph = paper.add_paragraph()
        font = HEADING if item.bold else _LEVEL_FONTS[item.level]
        put(paragraph, f"{mark}{item.text}", font=font, align="both")
        if item.follows:
            put(paragraph, item.follows)
        indent(paragraph, first=2)
        paragraph.paragraph_format.keep_with_next = item.level == 1 or place == len(items)


def _enclosed(paper: Paper, enclosed: Sequence[str]) -> None:
    if not enclosed:
        return
    _gap(paper)
    for place, name in enumerate(enclosed, start=1):
        paragraph = paper.add_paragraph()
        mark = f"{place}. " if len(enclosed) > 1 else ""
        put(paragraph, f"附件：{mark}{name}" if place == 1 else f"{mark}{name}")
        paragraph.paragraph_format.keep_with_next = True
        indent(paragraph, first=2 if place == 1 else 5)


def _gap(paper: Paper) -> None:
    """An empty line that does not part what it stands between."""
    paper.add_paragraph().paragraph_format.keep_with_next = True


def _signature(paper: Paper, signed_by: str, on: date) -> None:
    _gap(paper)
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
