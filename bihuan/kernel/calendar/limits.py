"""A time limit: so many of a unit, as one word of data (`3 wd`)."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """How a limit is counted. The first three run inside office hours, days and months on the calendar, the rest on the wall clock."""

    WORKING_DAYS = "wd"
    WORKING_HOURS = "wh"
    WORKING_MINUTES = "wm"
    DAYS = "d"
    MONTHS = "mo"
    HOURS = "h"
    MINUTES = "min"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Unit.WORKING_DAYS: "个工作日",
    Unit.WORKING_HOURS: "个工作小时",
    Unit.WORKING_MINUTES: "个工作分钟",
    Unit.DAYS: "日",
    Unit.MONTHS: "个月",
    Unit.HOURS: "小时",
    Unit.MINUTES: "分钟",
}
WALL_CLOCK = frozenset({Unit.HOURS, Unit.MINUTES})
_LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class Limit:
    """`Limit(3, "wd")` is three working days. ValueError, in Chinese, for what is no limit."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", Unit(self.unit))
        if isinstance(self.amount, bool) or not 1 <= self.amount <= _LARGEST:
            raise ValueError(f"时限应在 1 到 {_LARGEST} 之间，实为“{self.amount}”。")

    @classmethod
    def parse(cls, text: str) -> "Limit":
        """`3 wd`, `4 wh`, `90 wm`, `7 d`, `2 h`, `15 min`, `1 mo`; the space may be missing."""
        words = text.strip()
        unit = words.lstrip("0123456789")
        amount, unit = words[: len(words) - len(unit)], unit.strip()
        if not amount.isascii() or not amount or unit not in set(Unit):
            raise ValueError(f"看不懂时限“{text}”，应如“3 wd”；单位：{'、'.join(Unit)}。")
        return cls(int(amount), Unit(unit))

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"

    @property
    def label(self) -> str:
        """For screens: 3个工作日."""
        return f"{self.amount}{self.unit.label}"

    @property
    def on_the_wall_clock(self) -> bool:
        """Runs at night and on holidays too, as critical hours do."""
        return self.unit in WALL_CLOCK
