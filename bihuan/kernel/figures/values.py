"""What a figure answers: a count, or a share with both its numbers. Pure; no floats."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from bihuan.kernel.figures.periods import Period

PERCENT = "%"
FEN_IN_YUAN = 100


@dataclass(frozen=True, slots=True)
class Value:
    """denominator None: a count (or a sum). unit: `%` for shares, else a Chinese measure word; money is fen with the unit 元."""

    numerator: int
    denominator: int | None
    unit: str

    def __add__(self, other: "Value") -> "Value":
        """Of the same figure: numerators and denominators, never shares."""
        if self.unit != other.unit or (self.denominator is None) != (other.denominator is None):
            raise ValueError("values of different figures are not added")
        below = None if self.denominator is None else self.denominator + (other.denominator or 0)
        return Value(self.numerator + other.numerator, below, self.unit)

    @property
    def share(self) -> Fraction | None:
        """The number itself, exact; None where there is nothing to divide by."""
        if self.denominator is None:
            return Fraction(self.numerator)
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    def rounded(self, places: int = 1) -> Decimal | None:
        """For screens, halves up; percent and yuan as people say them."""
        if self.share is None:
            return None
        said = self.share * (100 if self.unit == PERCENT else 1)
        said = said / FEN_IN_YUAN if self.unit == "元" else said
        places = 0 if self.denominator is None and self.unit != "元" else places
        exact = Decimal(said.numerator) / Decimal(said.denominator)
        return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)

    def __str__(self) -> str:
        """`93.1 %`, `1196 件`, `无数据`."""
        rounded = self.rounded(2 if self.unit == "元" else 1)
        return "无数据" if rounded is None else f"{rounded} {self.unit}"


def spoken(value: Value, period: Period) -> str:
    """`93.1 %，1114 / 1196，2023 年`: never a share without its numbers and its period."""
    parts = [str(value)]
    if value.denominator is not None:
        parts.append(f"{value.numerator} / {value.denominator}")
    return "，".join([*parts, period.label])
