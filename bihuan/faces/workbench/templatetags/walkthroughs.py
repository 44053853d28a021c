"""The path of a handling log, drawn with attributes only: the content security policy knows no inline style."""

from typing import Any

from django import template

from bihuan.domain.walkthroughs.evidence.picture import Picture
from bihuan.faces.shared.wording.dates import span_words

register = template.Library()
LONG = 14


@register.inclusion_tag("workbench/parts/path_picture.html")
def path_picture(picture: Picture) -> dict[str, Any]:
    """Boxes with how often and how long, lines with how many and how long in between."""
    boxes = [
        {
            "box": box,
            "name": _short(box.step.step),
            "times": f"{box.step.handlings:,} 件 · 办 {span_words(box.step.handled)}",
        }
        for box in picture.boxes
    ]
    lines = [
        {"line": line, "words": _words(line.kind, line.way.times, line.way.waited)} for line in picture.lines
    ]
    return {"picture": picture, "boxes": boxes, "lines": lines}


def _words(kind: str, times: int, waited: int) -> str:
    return f"等 {span_words(waited)} · {times:,} 次" if kind == "on" else f"{times:,} 次"


def _short(name: str) -> str:
    return name if len(name) <= LONG else f"{name[: LONG - 1]}…"
