"""时间账: whose hands held it how long, in one bar whose parts add up to the time that passed."""

from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.faces.shared.wording.dates import span_words

TONES = 8
WIDTH = 1_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time in one pair of hands. Paused time is nobody's; late time is framed red."""

    holder: str
    minutes: int
    what: str = ""
    paused: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch as it is drawn."""

    stretch: Stretch
    x: float
    width: float
    tone: str
    words: str
    percent: str


@dataclass(frozen=True, slots=True)
class TimeAccount:
    parts: tuple[Part, ...]
    legend: tuple[tuple[str, str, str], ...]  # tone, holder, how long in all
    total: str


def time_account(stretches: Sequence[Stretch], *, day_minutes: int = 24 * 60) -> TimeAccount:
    """The bar. The same holder has the same tone wherever it comes back. `day_minutes`: 420 where minutes are office time."""
    whole = sum(s.minutes for s in stretches)
    tones = _tones(stretches)
    parts, x = [], 0.0
    for s in stretches:
        width = WIDTH * s.minutes / whole if whole else 0.0
        share = f"{100 * s.minutes / whole:.0f} %" if whole else "—"
        parts.append(
            Part(s, round(x, 2), round(width, 2), tones[_name(s)], span_words(s.minutes, day_minutes), share)
        )
        x += width
    return TimeAccount(tuple(parts), _legend(stretches, tones, day_minutes), span_words(whole, day_minutes))


def _name(stretch: Stretch) -> str:
    return "暂停" if stretch.paused else stretch.holder


def _tones(stretches: Sequence[Stretch]) -> dict[str, str]:
    holders = dict.fromkeys(_name(s) for s in stretches if not s.paused)
    tones = {holder: f"share-{i % TONES + 1}" for i, holder in enumerate(holders)}
    return {**tones, "暂停": "share-pause"}


def _legend(
    stretches: Sequence[Stretch], tones: dict[str, str], day_minutes: int
) -> tuple[tuple[str, str, str], ...]:
    sums: dict[str, int] = {}
    for s in stretches:
        sums[_name(s)] = sums.get(_name(s), 0) + s.minutes
    return tuple((tones[name], name, span_words(n, day_minutes)) for name, n in sums.items())
