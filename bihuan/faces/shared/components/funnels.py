"""Steps of which each is part of the one before; every count opens its list."""

from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.faces.shared.wording.numbers import ratio_words

WIDTH = 1_000


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    count: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    step: Step
    width: float
    share: str


def funnel_of(steps: Sequence[Step]) -> list[Drawn]:
    """Bars start at zero; the share is of the first step."""
    first = steps[0].count if steps else 0
    top = max((s.count for s in steps), default=0) or 1
    return [Drawn(s, round(WIDTH * s.count / top, 1), ratio_words(s.count, first)) for s in steps]
