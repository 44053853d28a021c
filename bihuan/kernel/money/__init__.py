"""Money is integer fen. One rounding rule for every room: half up (四舍五入) away from zero, to a whole fen, once, at the end.

`fen("1.2亿")` reads what an office writes; `yuan(fen)` and `in_words(fen)` echo it back, so that a person sees what was
understood before it counts.
"""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from bihuan.kernel.refusals import Malformed

FEN_PER_YUAN = 100
SCALES = {
    "": Decimal(1),
    "百": Decimal(100),
    "千": Decimal(1_000),
    "万": Decimal(10**4),
    "百万": Decimal(10**6),
}
SCALES |= {"千万": Decimal(10**7), "亿": Decimal(10**8)}
COINS = {
    "": Decimal(1),
    "元": Decimal(1),
    "圆": Decimal(1),
    "块": Decimal(1),
    "角": Decimal("0.1"),
    "分": Decimal("0.01"),
}
LARGEST = 10**17  # a thousand trillion yuan; beyond it a column or a zero has slipped
_PART = re.compile(
    r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(亿|千万|百万|万|千|百)?(元|圆|块|角|分)?"
)


def rounded(amount: Decimal) -> int:
    """The one rounding rule: half up, away from zero."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def share(fen: int, numerator: int, denominator: int) -> int:
    """A part of an amount, rounded once: 8 % of it is `share(fen, 8, 100)`."""
    return rounded(Decimal(fen) * numerator / denominator)


def fen(text: str, *, unit: str = "元", field: str = "amount") -> int:
    """Fen from 1,234.5, 3000万元, 1亿2000万, ￥50, -20元, 12元5角. A bare number counts in `unit` (万元, say, from a column's
    head). Never guesses: 1万5 may be 15,000 or 10,005 and is refused like anything else that is not plain."""
    plain = _plain(text)
    body = plain.removeprefix("-")
    parts = _PART.findall(body)
    if not parts or "".join("".join(part) for part in parts) != body:
        raise _malformed(field, text)
    if len(parts) == 1 and parts[0][1:] == ("", ""):
        parts = [(parts[0][0], *_unit(unit))]
    sizes = [SCALES[scale] * COINS[coin] for _, scale, coin in parts]
    bare = any(not scale and not coin for _, scale, coin in parts[1:])
    if bare or any(later >= earlier for earlier, later in pairwise(sizes)):
        raise _malformed(field, text)
    numbers = [Decimal(number.replace(",", "")) for number, _, _ in parts]
    total = (
        sum((number * size for number, size in zip(numbers, sizes, strict=True)), Decimal(0)) * FEN_PER_YUAN
    )
    if total > LARGEST:
        raise _malformed(field, text)
    return rounded(total) * (-1 if plain.startswith("-") else 1)


def yuan(fen: int) -> str:
    """1,234.50元: exact, to the fen; whole yuan without decimals."""
    whole, cents = divmod(abs(fen), FEN_PER_YUAN)
    return f"{'-' if fen < 0 else ''}{whole:,}{f'.{cents:02d}' if cents else ''}元"


def in_words(fen: int) -> str:
    """In the largest unit that reads well, exact: 1.2亿元, 300万元, 1,620元. Below 万 or with too many decimals: in yuan."""
    for name, size in (("亿", 10**8), ("万", 10**4)):
        amount = Decimal(fen) / (size * FEN_PER_YUAN)
        if abs(amount) >= 1 and amount == round(amount, 4):
            return f"{amount.normalize():,f}{name}元"
    return yuan(fen)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("人民币", "").replace("RMB", "").replace("整", "")
    return re.sub(r"[\s¥￥]", "", plain).replace("−", "-")


def _unit(unit: str) -> tuple[str, str]:
    scale, coin = (unit[:-1], unit[-1:]) if unit[-1:] in COINS else (unit, "")
    if scale not in SCALES:
        raise ValueError(f"unknown unit of money: {unit}")
    return scale, coin


def _malformed(field: str, text: str) -> Malformed:
    sentence = f"看不懂这个金额：“{text.strip()[:40]}”。"
    return Malformed(
        f"malformed_{field}", sentence, "请写成 1234.50、3000万 或 1.2亿。", fields={field: sentence}
    )


__all__ = ["fen", "in_words", "rounded", "share", "yuan"]
