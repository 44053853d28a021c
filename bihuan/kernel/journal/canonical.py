"""One value, one text: what is hashed must be written the same way by anyone, for ever."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TypeAlias, Union

# Union, not |: the alias names itself, and must be usable as `Json | None` at run time.
Json: TypeAlias = Union[bool, int, str, datetime, date, Sequence["Json"], Mapping[str, "Json"], None]  # noqa: UP007

LARGEST = 2**53 - 1  # beyond it, other languages' JSON readers round
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class NotCanonical(ValueError):
    """A value that has no canonical text. A mistake of the program, not of a person: it names where and what instead."""


def canonical(value: Json) -> str:
    """JSON with sorted keys and no spaces; text in NFC without NUL; integers only; moments in UTC with microseconds."""
    return _ENCODER.encode(_plain(value, "$"))


def moment_text(at: datetime) -> str:
    """`2026-02-13T08:00:00.000000Z`. A naive datetime is refused: nobody knows when it was."""
    if at.tzinfo is None:
        raise NotCanonical(f"{at!r} is naive: pass an aware datetime")
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def _plain(value: object, where: str) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, where)
    if isinstance(value, int):
        return _whole(value, where)
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _object(value, where)
    if isinstance(value, list | tuple):
        return [_plain(item, f"{where}[{index}]") for index, item in enumerate(value)]
    raise NotCanonical(_why_not(value, where))


def _text(value: str, where: str) -> str:
    # str(): a StrEnum's member is written as its value.
    text = str(value)
    if text.isascii():
        if "\0" in text:
            raise NotCanonical(f"{where} contains NUL: PostgreSQL cannot keep it")
        return text
    text = unicodedata.normalize("NFC", text)
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise NotCanonical(f"{where} contains NUL or half a surrogate pair: it has no UTF-8")
    return text


def _whole(value: int, where: str) -> int:
    if -LARGEST <= value <= LARGEST:
        return int(value)
    raise NotCanonical(f"{where} is {value}, beyond 2^53: write it as text")


def _object(value: Mapping[object, object], where: str) -> dict[str, object]:
    plain: dict[str, object] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise NotCanonical(f"{where} has the key {key!r}: keys are text")
        name = _text(key, where)
        if name in plain:
            raise NotCanonical(f"{where} has the key {name!r} twice after normalisation")
        plain[name] = _plain(item, f"{where}.{name}")
    return plain


def _why_not(value: object, where: str) -> str:
    if isinstance(value, float):
        return f"{where} is the float {value!r}: write money as integer fen, a share as parts per thousand, or text"
    return (
        f"{where} is a {type(value).__name__}: only None, bool, int, str, datetime, date, lists and mappings"
    )
