"""Office hours of a day: one or more spans with breaks between them. Pure; counts in microseconds so that nothing is rounded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

MINUTE = 60_000_000
DAY = 24 * 60 * MINUTE


def since_midnight(moment: time) -> int:
    """Microseconds from midnight."""
    return ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1_000_000 + moment.microsecond


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """`spans` are (opens, closes) in microseconds from midnight, in order and apart."""

    spans: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        edges = [edge for span in self.spans for edge in span]
        if not edges or edges != sorted(set(edges)) or edges[0] < 0 or edges[-1] >= DAY:
            raise ValueError("工作时间应为当天内先后分开的若干段，如 08:30-12:00、14:30-17:30。")

    @classmethod
    def parse(cls, words: Iterable[str]) -> "OfficeHours":
        """From `["08:30-12:00", "14:30-17:30"]`."""
        return cls(tuple(_span(word) for word in words))

    @property
    def closes(self) -> int:
        """When the day's limits end."""
        return self.spans[-1][1]

    @property
    def length(self) -> int:
        """Office time of the whole day."""
        return sum(closes - opens for opens, closes in self.spans)

    def worked_until(self, moment: int) -> int:
        """Office time that has passed by this moment of the day."""
        passed = 0
        for opens, closes in self.spans:
            if moment <= opens:
                break
            passed += min(moment, closes) - opens
        return passed

    def moment_after(self, worked: int) -> int:
        """The first moment of the day by which so much office time has passed (0 < worked <= length)."""
        for opens, closes in self.spans:
            if worked <= closes - opens:
                return opens + worked
            worked -= closes - opens
        raise ValueError("more than the day's office hours")


def _span(word: str) -> tuple[int, int]:
    try:
        opens, closes = (since_midnight(time.fromisoformat(edge.strip())) for edge in word.split("-"))
    except ValueError:
        raise ValueError(f"看不懂工作时间“{word}”，应如 08:30-12:00。") from None
    return opens, closes
