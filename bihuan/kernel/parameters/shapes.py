"""From what stands in a YAML file or an override to the typed value that code receives."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from bihuan.kernel.calendar.limits import Limit
from bihuan.kernel.parameters.choices import Shape


def typed(shape: Shape, raw: Any) -> Any:
    """int → int · limit → `Limit` · ratio → Decimal ("5 %" is 0.05) · text → str · flag → bool · words → tuple of str · choices → dict of
    code to label. ValueError, in Chinese, where it does not hold."""
    return _READERS[shape](raw)


def _int(raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise ValueError(f"应为整数，实为“{raw}”。")
    return raw


def _limit(raw: Any) -> Limit:
    return Limit.parse(_text(raw))


def _ratio(raw: Any) -> Decimal:
    if isinstance(raw, bool):
        raise ValueError(f"应为比率，实为“{raw}”。")
    text = str(raw).strip()
    percent = text.endswith("%")
    try:
        number = Decimal(text.removesuffix("%").strip())
    except InvalidOperation:
        raise ValueError(f"应为比率，如 0.05 或 5 %，实为“{raw}”。") from None
    if not number.is_finite():
        raise ValueError(f"应为比率，实为“{raw}”。")
    return number / 100 if percent else number


def _text(raw: Any) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError(f"应为文本，实为“{raw}”。")
    return raw.strip()


def _flag(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise ValueError(f"应为 true 或 false，实为“{raw}”。")
    return raw


def _words(raw: Any) -> tuple[str, ...]:
    if not isinstance(raw, list) or not raw:
        raise ValueError("应为至少一个词的列表。")
    words = tuple(_text(word) for word in raw)
    if len(set(words)) != len(words):
        raise ValueError("词表里有重复的词。")
    return words


def _choices(raw: Any) -> Mapping[str, str]:
    if not isinstance(raw, dict) or not raw:
        raise ValueError("应为“代码: 名称”的列表，至少一项。")
    return {_text(code): _text(label) for code, label in raw.items()}


_READERS: dict[Shape, Callable[[Any], Any]] = {
    Shape.INT: _int,
    Shape.LIMIT: _limit,
    Shape.RATIO: _ratio,
    Shape.TEXT: _text,
    Shape.FLAG: _flag,
    Shape.WORDS: _words,
    Shape.CHOICES: _choices,
}
