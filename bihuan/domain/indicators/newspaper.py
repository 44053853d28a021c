"""The rows of the page, read once."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bihuan.domain.indicators.choices import Standing

FILE = Path(__file__).parent / "data" / "newspaper.yaml"


@dataclass(frozen=True, slots=True)
class Printed:
    """One figure or promise as it was printed.

    said: the words of the page.   number, unit: what they state, None for a promise without one.   mechanism: where it belongs.
    figure, period, of: how it is reproduced; numerator and denominator: what must come out.   why: for everything that is not reproduced.
    room: the package that carries it or will.
    """

    id: str
    part: str
    said: str
    mechanism: str
    room: str
    standing: Standing
    number: str = ""
    unit: str = ""
    figure: str = ""
    period: str = ""
    of: str = ""
    shows: str = ""  # which part of the figure is compared: above, below or empty for the figure itself
    numerator: int | None = None
    denominator: int | None = None
    why: str = ""


@cache
def rows() -> tuple[Printed, ...]:
    """In the order of the page."""
    read: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["rows"]
    return tuple(Printed(**{**row, "standing": Standing(row["standing"])}) for row in read)
