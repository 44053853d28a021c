"""Clones of a simulated city's cases, in bulk: every row that a case has, with new ids, its own number and a valid journal chain.

For the size of a city in ten years, which nobody can live through for a measurement. A clone is a case that was lived through, some
weeks earlier; what is left out is what joins cases to each other (merging, recurrence, precedents, orders) and what was sent out.
"""

from bihuan.simulation.cloning.clones import WEEKS, clone_cases, clone_each, clone_like
from bihuan.simulation.cloning.templates import OF_A_CASE, TABLES, NothingToClone, read_templates

__all__ = [
    "OF_A_CASE",
    "TABLES",
    "WEEKS",
    "NothingToClone",
    "clone_cases",
    "clone_each",
    "clone_like",
    "read_templates",
]
