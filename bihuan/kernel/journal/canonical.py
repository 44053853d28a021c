"""One value, one text: what is hashed must be written the same way by anyone, for ever."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from json.encoder import encode_basestring
from types import NoneType
from typing import Any, TypeAlias, Union

# Union, not |: the alias names itself, and must be usable as `Json | None` at run time.
Json: TypeAlias = Union[bool, int, str, datetime, date, Sequence["Json"], Mapping[str, "Json"], None]  # noqa: UP007

LARGEST = 2**53 - 1  # beyond it, other languages' JSON readers round


class NotCanonical(ValueError):
    """A value that has no canonical text. A mistake of the program, not of a person: it names where and what instead."""

    def __init__(self, why: str, where: str = "") -> None:
        super().__init__(why, where)
        self.why = why
        self.where = where

    def __str__(self) -> str:
        return f"${self.where} {self.why}"

    def inside(self, step: str) -> "NotCanonical":
        """The same, seen from one level further out."""
        return NotCanonical(self.why, f"{step}{self.where}")


def canonical(value: Json) -> str:
    """JSON with sorted keys and no spaces; text in NFC without NUL; integers only; moments in UTC with microseconds."""
    return _written(value)


def moment_text(at: datetime) -> str:
    """`2026-02-13T08:00:00.000000Z`. A naive datetime is refused: nobody knows when it was."""
    if at.tzinfo is not UTC:
        if at.tzinfo is None:
            raise NotCanonical(f"is the naive {at!r}: pass an aware datetime")
        at = at.astimezone(UTC)
    return at.isoformat(timespec="microseconds")[:26] + "Z"


def _written(value: Any) -> str:
    # By exact type first: this runs several times for every entry that is ever written.
    write = _WRITERS.get(type(value))
    return write(value) if write else _other(value)


def _other(value: Any) -> str:
    """Subclasses: a StrEnum's member is written as its value."""
    for kind in (str, bool, int, datetime, date, Mapping, list, tuple):
        if isinstance(value, kind):
            return _WRITERS[kind](value)
    if isinstance(value, float):
        why = f"is the float {value!r}: write money as integer fen, a share as parts per thousand, or text"
    else:
        why = f"is a {type(value).__name__}: only None, bool, int, str, datetime, date, lists and mappings"
    raise NotCanonical(why)


def _text(value: str) -> str:
    text = value if value.isascii() else _normal(str(value))
    if "\0" in text:
        raise NotCanonical("contains NUL: PostgreSQL cannot keep it")
    return encode_basestring(text)


def _normal(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotCanonical("contains half a surrogate pair: it has no UTF-8") from None
    return unicodedata.normalize("NFC", text)


def _whole(value: int) -> str:
    if -LARGEST <= value <= LARGEST:
        return int.__repr__(value)
    raise NotCanonical(f"is {value}, beyond 2^53: write it as text")


def _moment(value: datetime) -> str:
    return f'"{moment_text(value)}"'


def _list(value: Sequence[Any]) -> str:
    written = []
    for index, item in enumerate(value):
        try:
            written.append(_written(item))
        except NotCanonical as error:
            raise error.inside(f"[{index}]") from None
    return f"[{','.join(written)}]"


def _object(value: Mapping[Any, Any]) -> str:
    written: dict[str, str] = {}
    for key, item in value.items():
        try:
            name, quoted = _key(key)
            write = _WRITERS.get(type(item), _other)  # _written, without the call
            text = write(item)
        except NotCanonical as error:
            raise error.inside(f".{key}") from None
        if name in written:
            raise NotCanonical(f"has the key {name!r} twice after normalisation")
        written[name] = f"{quoted}:{text}"
    return f"{{{','.join([written[name] for name in sorted(written)])}}}"


@lru_cache(maxsize=4096)
def _key(key: Any) -> tuple[str, str]:
    """The key as it is sorted and as it is written."""
    if not isinstance(key, str):
        raise NotCanonical("is under a key that is no text")
    return (str(key) if key.isascii() else _normal(str(key))), _text(key)


_WRITERS: dict[type, Callable[[Any], str]] = {
    str: _text,
    int: _whole,
    bool: lambda value: "true" if value else "false",
    NoneType: lambda value: "null",
    datetime: _moment,
    date: lambda value: f'"{value.isoformat()}"',
    dict: _object,
    Mapping: _object,
    list: _list,
    tuple: _list,
}
