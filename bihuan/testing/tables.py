"""Tables of situations: one row per situation, with a remark that says why it is there.

@table('''
    remark                       | start            | days | due
    Friday before Spring Festival | 2026-02-13 16:00 | 3    | 2026-02-25 17:30
''', days=int, start=moment, due=moment)
def test_a_deadline(start, days, due): ...
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

CITY = ZoneInfo("Asia/Shanghai")


def table(text: str, **readers: Callable[[str], Any]) -> pytest.MarkDecorator:
    """Parametrize a test by the rows of a text table; the column `remark` names the row, `readers` turn cells into values."""
    head, *rows = [
        [cell.strip() for cell in line.split("|")] for line in text.strip().splitlines() if line.strip()
    ]
    names = [name for name in head if name != "remark"]
    return pytest.mark.parametrize(
        names, [_row(dict(zip(head, row, strict=True)), names, readers) for row in rows]
    )


def _row(cells: dict[str, str], names: list[str], readers: dict[str, Callable[[str], Any]]) -> Any:
    values = [readers.get(name, str)(cells[name]) for name in names]
    # A test of one argument takes the value itself.
    return pytest.param(*values, id=cells.get("remark"))


def moment(text: str) -> datetime:
    """`2026-02-13 16:00` on the city's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=CITY)


def day(text: str) -> date:
    return date.fromisoformat(text)


def flag(text: str) -> bool:
    """`yes` or nothing."""
    return {"yes": True, "": False, "no": False}[text]
