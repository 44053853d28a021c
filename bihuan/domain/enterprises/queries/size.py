"""The size class that the rule of a day gives for a firm's figures."""

from collections.abc import Mapping
from datetime import date

from bihuan.domain.enterprises.choices import SizeClass
from bihuan.domain.enterprises.rules.size import STEPS, Branch, branch_of, size_class_of
from bihuan.kernel.parameters.values import value

FEN_PER_WAN = 1_000_000


def floors_of(branch: Branch, *, on: date) -> Mapping[str, Mapping[str, int]]:
    """Measure → class → lower bound (人, 万元) for a branch."""
    return {
        measure: {
            step: value(f"enterprises.size_{measure}", on=on, branch=branch.value, size=step.value)
            for step in STEPS
        }
        for measure in value("enterprises.size_measures", on=on, branch=branch.value)
    }


def size_class(
    industry: str, *, staff: int | None, revenue_fen: int | None, assets_fen: int | None, on: date
) -> SizeClass | None:
    """The class by the rule in force on that day; None where the rule does not cover the industry or a figure is missing."""
    branch = branch_of(industry)
    if branch is None:
        return None
    figures = {"staff": staff, "revenue": _wan(revenue_fen), "assets": _wan(assets_fen)}
    return size_class_of(figures, floors_of(branch, on=on))


def _wan(fen: int | None) -> int | None:
    """Whole 万元, rounded down: a floor that is not reached by one fen is not reached."""
    return None if fen is None else fen // FEN_PER_WAN
