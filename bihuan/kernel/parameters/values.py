"""The value *on* a day, most specific key first; the city's own before the shipped one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from bihuan.kernel.parameters.catalogue import Document, Parameter, best_match, key_tuple
from bihuan.kernel.parameters.overrides import Own, own_rows
from bihuan.kernel.parameters.reading import shipped
from bihuan.kernel.refusals import WrongState


class UnknownParameter(LookupError):
    """No file defines this code: a slip in the calling code."""


class NoValue(WrongState):
    """The parameter exists, but nothing active holds on that day for these keys."""

    def __init__(self, parameter: Parameter, on: date, keys: Mapping[str, str]) -> None:
        super().__init__(
            "no_parameter_value",
            f"{on:%Y-%m-%d} 没有生效的参数“{parameter.description}”。",
            "请系统管理员补充并启用这项参数后再办。",
            parameter=parameter.code,
            on=on.isoformat(),
            keys=dict(keys),
        )


@dataclass(frozen=True, slots=True)
class Explained:
    """A value with everything on which it rests. `source` is a file of the house or the city's own `override:<id>`."""

    parameter: Parameter
    value: Any
    keys: Mapping[str, str]
    from_on: date
    document: Document
    source: str


def parameter_of(code: str) -> Parameter:
    """The definition of a code. UnknownParameter names the nearest ones."""
    catalogue = shipped()
    if code in catalogue:
        return catalogue[code]
    near = ", ".join(get_close_matches(code, catalogue, n=3)) or "nothing similar"
    raise UnknownParameter(f"no parameter {code!r}; did you mean: {near}?")


def value(code: str, *, on: date, **keys: str) -> Any:
    """The typed value that executes on that day for these keys; see `shapes.typed` for its type."""
    return explain(code, on=on, **keys).value


def document_of(code: str, *, on: date, **keys: str) -> Document:
    """The document behind the value of that day."""
    return explain(code, on=on, **keys).document


def explain(code: str, *, on: date, **keys: str) -> Explained:
    """The value of that day and these keys, which row gave it, and on which document it rests."""
    parameter = parameter_of(code)
    asked = key_tuple(parameter, keys)
    own = own_rows(code, on=on)
    held = parameter.held(on=on)
    rows = {row.keys: row for row in held.rows} if held else {}
    match = best_match([*rows, *own], asked)
    if match is None:
        raise NoValue(parameter, on, keys)
    names = dict(zip(parameter.keys, match, strict=True))
    if match in own:
        mine: Own = own[match]
        return Explained(parameter, mine.value, names, mine.from_on, mine.document, mine.source)
    assert held is not None  # the match came from its rows
    return Explained(parameter, rows[match].value, names, held.from_on, held.document, parameter.source)
