"""A small line beside a number. It starts at zero, so that a flat year looks flat."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 96.0, 28.0


@dataclass(frozen=True, slots=True)
class Spark:
    line: str
    area: str
    x: float
    y: float
    words: str


def spark_of(values: Sequence[float], unit: str = "") -> Spark | None:
    """None where there is no course to draw: fewer than two values."""
    if len(values) < 2:
        return None
    top = max(*values, 0) or 1
    step = WIDTH / (len(values) - 1)
    points = [(round(i * step, 1), round(HEIGHT - HEIGHT * max(v, 0) / top, 1)) for i, v in enumerate(values)]
    line = " ".join(f"{x},{y}" for x, y in points)
    words = f"从 {values[0]:g}{unit} 到 {values[-1]:g}{unit}，最高 {max(values):g}{unit}"
    return Spark(line, f"0,{HEIGHT} {line} {WIDTH},{HEIGHT}", *points[-1], words)
