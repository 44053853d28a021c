"""Stretches of days. Pure."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bihuan.kernel.calendar.moments import CITY_TIME

QUARTERS = "一二三四"
EARLIEST, LATEST = 1900, 2200  # the moments at both ends must exist in every zone
TEXT = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?")


class PeriodKind(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    SPAN = "span"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From one day to another, both counted."""

    from_on: date
    until_on: date
    kind: PeriodKind = PeriodKind.SPAN

    def __post_init__(self) -> None:
        if self.until_on < self.from_on:
            raise ValueError(f"期间的最后一天 {self.until_on} 早于第一天 {self.from_on}。")
        if self.from_on.year < EARLIEST or self.until_on.year > LATEST:
            raise ValueError(f"期间要在 {EARLIEST} 年到 {LATEST} 年之间。")

    @classmethod
    def day(cls, day: date) -> "Period":
        return cls(day, day, PeriodKind.DAY)

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        return cls(date(year, month, 1), _last_day(year, month), PeriodKind.MONTH)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> "Period":
        last = quarter * 3
        return cls(date(year, last - 2, 1), _last_day(year, last), PeriodKind.QUARTER)

    @classmethod
    def year(cls, year: int) -> "Period":
        return cls(date(year, 1, 1), date(year, 12, 31), PeriodKind.YEAR)

    @classmethod
    def year_to(cls, day: date) -> "Period":
        """The twelve months that end on a day."""
        return cls(day - timedelta(days=364), day)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """`2023`, `2023-Q2`, `2023-05`, `2023-05-01`, `2023-01-01..2023-03-31`; what `str` gives. ValueError, in Chinese, else."""
        first, dots, last = text.partition("..")
        try:
            if dots:
                return cls(date.fromisoformat(first), date.fromisoformat(last))
            return cls._named(text)
        except ValueError:
            raise ValueError(
                f"看不懂期间“{text}”，应如 2023、2023-Q2、2023-05 或 2023-01-01..2023-03-31。"
            ) from None

    @classmethod
    def _named(cls, text: str) -> "Period":
        found = TEXT.fullmatch(text)
        if found is None:
            raise ValueError(text)
        year, quarter, month, day = (int(group) if group else 0 for group in found.groups())
        if day:
            return cls.day(date(year, month, day))
        if month:
            return cls.month(year, month)
        return cls.quarter(year, quarter) if quarter else cls.year(year)

    def __str__(self) -> str:
        first = self.from_on
        if self.kind is PeriodKind.SPAN:
            return f"{first}..{self.until_on}"
        if self.kind is PeriodKind.QUARTER:
            return f"{first:%Y}-Q{self._quarter}"
        return first.isoformat()[: {PeriodKind.YEAR: 4, PeriodKind.MONTH: 7, PeriodKind.DAY: 10}[self.kind]]

    @property
    def _quarter(self) -> int:
        return (self.from_on.month + 2) // 3

    @property
    def label(self) -> str:
        """For screens: 2023 年, 2023 年 5 月, 2023 年第二季度."""
        first = self.from_on
        if self.kind is PeriodKind.YEAR:
            return f"{first.year} 年"
        if self.kind is PeriodKind.QUARTER:
            return f"{first.year} 年第{QUARTERS[self._quarter - 1]}季度"
        if self.kind is PeriodKind.MONTH:
            return f"{first.year} 年 {first.month} 月"
        return _said(first) if self.kind is PeriodKind.DAY else f"{_said(first)}至{_said(self.until_on)}"

    @property
    def begins_at(self) -> datetime:
        """The first moment, in the city."""
        return datetime.combine(self.from_on, time(), tzinfo=CITY_TIME)

    @property
    def ends_at(self) -> datetime:
        """The first moment that is no longer in it."""
        return datetime.combine(self.until_on + timedelta(days=1), time(), tzinfo=CITY_TIME)

    def months(self) -> list["Period"]:
        """The months that it touches, in order."""
        first = self.from_on.year * 12 + self.from_on.month - 1
        last = self.until_on.year * 12 + self.until_on.month - 1
        return [Period.month(n // 12, n % 12 + 1) for n in range(first, last + 1)]

    def before(self) -> "Period":
        """The one before it, for comparison: last year, the month before, as many days before."""
        eve = self.from_on - timedelta(days=1)
        if self.kind is PeriodKind.YEAR:
            return Period.year(eve.year)
        if self.kind is PeriodKind.QUARTER:
            return Period.quarter(eve.year, (eve.month + 2) // 3)
        if self.kind is PeriodKind.MONTH:
            return Period.month(eve.year, eve.month)
        return Period(eve - (self.until_on - self.from_on), eve, self.kind)


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _said(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
