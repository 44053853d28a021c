"""Doubts about a proposed value. A doubtful one is quarantined until another person has verified it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from bihuan.kernel.parameters.catalogue import Document, Parameter
from bihuan.kernel.parameters.choices import Shape
from bihuan.kernel.parameters.reading import out_of_bounds

LEAP = 10


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed, beside what would hold without it."""

    parameter: Parameter
    keys: tuple[str, ...]
    value: Any
    from_on: date
    until_on: date | None
    document: Document
    present: Any
    today: date


Validator = Callable[[Proposal], Iterable[str]]


def bounds(proposal: Proposal) -> Iterator[str]:
    """Inside the parameter's own bounds."""
    beyond = out_of_bounds(proposal.parameter, proposal.value)
    if beyond:
        yield beyond


def leap(proposal: Proposal) -> Iterator[str]:
    """Ten times more or less than before is more often a slip in the unit than a policy."""
    if proposal.parameter.shape not in (Shape.INT, Shape.RATIO) or not proposal.present or not proposal.value:
        return
    low, high = sorted((abs(proposal.present), abs(proposal.value)))
    if high >= low * LEAP:
        yield f"由 {proposal.present} 改为 {proposal.value}，相差 {LEAP} 倍以上，请核对单位。"


def backwards(proposal: Proposal) -> Iterator[str]:
    """A value for days that have passed changes what was computed for them."""
    if proposal.from_on < proposal.today:
        yield f"自 {proposal.from_on} 起追溯执行，会改变已经算过的结果。"


VALIDATORS: list[Validator] = [bounds, leap, backwards]


def register_validator(validator: Validator) -> Validator:
    """A room's own doubt about its own parameters; it looks at `proposal.parameter.code` first."""
    VALIDATORS.append(validator)
    return validator


def doubts_about(proposal: Proposal) -> list[str]:
    """Every doubt, as a Chinese sentence."""
    return [doubt for validator in VALIDATORS for doubt in validator(proposal)]
