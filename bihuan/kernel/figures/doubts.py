"""Doubts about a figure that somebody reports. Pure."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from bihuan.kernel.figures.values import PERCENT, Value


def doubts_about(value: Value, said: str = "") -> list[str]:
    """Why a reported figure cannot be right, or cannot be checked; `said` is the number as it was printed ("93.1 %", "95%")."""
    return [*_shape(value), *_as_printed(value, said)]


def _shape(value: Value) -> Iterator[str]:
    if value.numerator < 0 or (value.denominator or 0) < 0:
        yield "数值为负。"
    if value.unit == PERCENT and value.denominator is None:
        yield "只有百分比，没有分子和分母。"
    if value.denominator == 0:
        yield "分母为零。"
    elif value.unit == PERCENT and value.denominator is not None and value.numerator > value.denominator:
        yield f"分子 {value.numerator} 大于分母 {value.denominator}。"


def _as_printed(value: Value, said: str) -> Iterator[str]:
    """The printed number, rounded as far as it was printed, is the number that its parts give."""
    number = re.sub(r"[\s%,，]", "", said)
    if not number or value.share is None:
        return
    try:
        printed = Decimal(number)
    except InvalidOperation:
        yield f"看不懂印出的数“{said}”。"
        return
    places = max(-int(printed.as_tuple().exponent), 0)
    share = value.share * (100 if value.unit == PERCENT else 1)
    exact = (Decimal(share.numerator) / Decimal(share.denominator)).quantize(
        Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP
    )
    if exact != printed:
        yield f"印出的是 {said}，由分子分母算得 {exact}。"
