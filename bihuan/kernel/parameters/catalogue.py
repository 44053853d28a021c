"""What the shipped YAML files say, as values. Nothing here reads a file or the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bihuan.kernel.parameters.choices import Shape, Status

ANY = "*"


@dataclass(frozen=True, slots=True)
class Document:
    """On what a value rests."""

    title: str
    number: str

    def __str__(self) -> str:
        return f"《{self.title}》（{self.number}）"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a value: for these keys (in the parameter's order, `*` for any), this."""

    keys: tuple[str, ...]
    value: Any
    raw: Any


@dataclass(frozen=True, slots=True)
class Dated:
    """What held from one day on, until the next one that executes or its own last day."""

    from_on: date
    until_on: date | None
    document: Document
    status: Status
    rows: tuple[Row, ...]
    remark: str = ""

    def executes(self, *, on: date) -> bool:
        """Active, or expired after having been active on that day."""
        if on < self.from_on or (self.until_on is not None and on > self.until_on):
            return False
        return self.status in (Status.ACTIVE, Status.EXPIRED)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A policy number with its name. `keys` are the columns by which its value differs, the most telling first."""

    code: str
    description: str
    unit: str
    shape: Shape
    keys: tuple[str, ...]
    dated: tuple[Dated, ...]
    source: str
    low: Any = None
    high: Any = None

    def held(self, *, on: date) -> Dated | None:
        """The latest of those that execute on that day."""
        return max((d for d in self.dated if d.executes(on=on)), key=lambda d: d.from_on, default=None)


Catalogue = Mapping[str, Parameter]


def key_tuple(parameter: Parameter, keys: Mapping[str, str]) -> tuple[str, ...]:
    """The keys in the parameter's order, `*` where none is given. LookupError for a name that it does not have."""
    strange = sorted(set(keys) - set(parameter.keys))
    if strange:
        known = ", ".join(parameter.keys) or "none"
        raise LookupError(f"parameter {parameter.code!r} has no key {', '.join(strange)} (its keys: {known})")
    return tuple(str(keys.get(name) or ANY) for name in parameter.keys)


def best_match(rows: Iterable[tuple[str, ...]], asked: tuple[str, ...]) -> tuple[str, ...] | None:
    """The row with the most keys that are not `*` wins; among equals the one that names an earlier key."""
    fitting = (row for row in rows if all(k in (ANY, a) for k, a in zip(row, asked, strict=True)))
    return max(fitting, key=lambda row: (sum(k != ANY for k in row), [k != ANY for k in row]), default=None)
