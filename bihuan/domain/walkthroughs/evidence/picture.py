"""The path as a picture: steps from top to bottom in their usual order, the usual way down the middle, going back on the right, jumps on the left.

Pure geometry: the face draws it. Times stand on it in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.domain.walkthroughs.evidence.analysing import StepTimes, Way

WIDTH, BOX_WIDTH, BOX_HEIGHT, GAP, TOP = 600, 260, 52, 64, 16
LEFT = (WIDTH - BOX_WIDTH) // 2
MOST_STEPS, MOST_SIDE = 14, 8
THIN, THICK = 1, 9


@dataclass(frozen=True, slots=True)
class Box:
    step: StepTimes
    x: int
    y: int

    @property
    def middle(self) -> int:
        return self.x + BOX_WIDTH // 2

    @property
    def name_y(self) -> int:
        return self.y + 22

    @property
    def times_y(self) -> int:
        return self.y + 42


@dataclass(frozen=True, slots=True)
class Line:
    """One way between two boxes. `path`: SVG; `kind`: on, back or jump; the label stands at x, y."""

    way: Way
    kind: str
    path: str
    width: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """`left_out`: rare steps for which there was no room; the table has them."""

    width: int
    height: int
    box_width: int
    box_height: int
    boxes: Sequence[Box]
    lines: Sequence[Line]
    left_out: int


def drawn(steps: Sequence[StepTimes], ways: Sequence[Way]) -> Picture:
    """At most so many steps, and the most frequent ways beside the main one."""
    often = {one.step for one in sorted(steps, key=lambda one: -one.times)[:MOST_STEPS]}
    shown = [one for one in steps if one.step in often]
    boxes = {one.step: Box(one, LEFT, TOP + place * (BOX_HEIGHT + GAP)) for place, one in enumerate(shown)}
    order = {step: place for place, step in enumerate(boxes)}
    inside = [way for way in ways if way.before in boxes and way.after in boxes]
    most = max((way.times for way in inside), default=1)
    on = [way for way in inside if order[way.after] - order[way.before] == 1]
    side = [way for way in inside if order[way.after] - order[way.before] != 1][:MOST_SIDE]
    lines = [_straight(boxes[way.before], way, most) for way in on]
    lines += [_bent(boxes[way.before], boxes[way.after], way, most, lane) for lane, way in enumerate(side)]
    height = TOP * 2 + max(len(boxes) * (BOX_HEIGHT + GAP) - GAP, 0)
    return Picture(WIDTH, height, BOX_WIDTH, BOX_HEIGHT, list(boxes.values()), lines, len(steps) - len(shown))


def _straight(box: Box, way: Way, most: int) -> Line:
    top, bottom = box.y + BOX_HEIGHT, box.y + BOX_HEIGHT + GAP
    path = f"M{box.middle} {top}L{box.middle} {bottom}"
    return Line(way, "on", path, _width(way, most), box.middle + 14, top + GAP // 2 + 5)


def _bent(before: Box, after: Box, way: Way, most: int, lane: int) -> Line:
    """Going back runs on the right, a jump ahead on the left; each in its own lane. A step done again bends back to itself."""
    back = after.y <= before.y
    edge = before.x + BOX_WIDTH if back else before.x
    out = (1 if back else -1) * (40 + (lane % 4) * 26)
    start, end = before.y + BOX_HEIGHT // 2 + 6, after.y + BOX_HEIGHT // 2 - 6
    if before is after:
        start, end = before.y + 8, before.y + BOX_HEIGHT - 8
    path = f"M{edge} {start}C{edge + out} {start} {edge + out} {end} {edge} {end}"
    return Line(
        way,
        "back" if back else "jump",
        path,
        _width(way, most),
        edge + int(out * 0.78) + (6 if back else -6),
        (start + end) // 2 + 5,
    )


def _width(way: Way, most: int) -> int:
    return max(THIN, round(THICK * way.times / most))
