"""Numbers with what they stand on: 93.1 %，1,114 / 1,196，2023 年."""


def count_words(n: int, most: int | None = None) -> str:
    """12,345; a count that stopped at `most` says so: 1,000+."""
    return f"{most:,}+" if most is not None and n > most else f"{n:,}"


def ratio_words(part: int | None, whole: int | None, digits: int = 1) -> str:
    """93.1 %; without a base there is no rate."""
    if not whole or part is None:
        return "—"
    return f"{100 * part / whole:.{digits}f} %"


def base_words(part: int | None, whole: int | None, period: str = "") -> str:
    """1,114 / 1,196，2023 年."""
    counts = f"{part or 0:,} / {whole:,}" if whole else "没有可算的"
    return f"{counts}，{period}" if period else counts


UNITS = {
    "wd": "个工作日",
    "wh": "个工作小时",
    "wm": "个工作分钟",
    "d": "天",
    "h": "小时",
    "min": "分钟",
    "mo": "个月",
}


def limit_words(text: str) -> str:
    """`3 wd` in words; what is no limit stays as it is."""
    amount, _, unit = text.partition(" ")
    return f"{amount} {UNITS[unit]}" if unit in UNITS else text
