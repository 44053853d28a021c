"""Numbers as official documents write them."""

from datetime import date

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一; up to 99, which no outline reaches."""
    if not 1 <= number <= 99:
        raise ValueError(f"an outline has no item {number}")
    tens, ones = divmod(number, 10)
    return f"{'' if tens < 2 else _DIGITS[tens]}{'十' if tens else ''}{_DIGITS[ones] if ones else ''}"


def outline_mark(level: int, number: int) -> str:
    """The mark of the number-th item on a level: 一、 （一） 1. （1）."""
    if level == 1:
        return f"{chinese_number(number)}、"
    if level == 2:
        return f"（{chinese_number(number)}）"
    return f"{number}." if level == 3 else f"（{number}）"


def document_number(issuer: str, year: int, number: int) -> str:
    """发文字号: 荆双优〔2026〕12号, in six-cornered brackets, without leading zeros or 第."""
    return f"{issuer}〔{year}〕{number}号"


def chinese_date(day: date) -> str:
    """2026年1月5日, without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"
