"""The industries of GB/T 4754-2017, sections and divisions."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data" / "industries.csv"


@cache
def industries() -> Mapping[str, str]:
    """Code → name: a letter for a section, a letter and two digits for a division."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def industry_name(code: str) -> str:
    """The name of the division (or section) that a code lies in; empty where the code is none."""
    known = industries()
    return known.get(code[:3]) or known.get(code[:1], "")


def is_industry(code: str) -> bool:
    """A section, a division, or a group or class inside a known division."""
    return code in industries() or (code[:3] in industries() and len(code) in (4, 5) and code[3:].isdecimal())


def find_industries(words: str) -> list[str]:
    """Codes whose name contains the words or which begin with them."""
    return [code for code, name in industries().items() if words in name or code.startswith(words.upper())]
