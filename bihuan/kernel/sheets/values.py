"""What a cell says, freed from what a keyboard and a spreadsheet add."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bihuan.kernel.refusals import Malformed

_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
_SPACES = re.compile(r"[^\S\n]+")
_GUARD = re.compile(r"'(?=[=+\-@＝＋－＠\t\r])")


def text(cell: Any) -> str:
    """Clean text: white space of every width made one blank, line ends kept, numbers without a needless .0, our own guard undone."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    if isinstance(cell, datetime | date):
        return cell.isoformat(sep=" ") if isinstance(cell, datetime) else cell.isoformat()
    plain = _INVISIBLE.sub("", _GUARD.sub("", str(cell), count=1)).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.strip() for line in _SPACES.sub(" ", plain).strip().split("\n"))


def whole_number(cell: Any) -> int:
    """A whole number, also with thousands commas; never rounded."""
    plain = text(cell).replace(",", "").replace("，", "")
    if (isinstance(cell, float) and not cell.is_integer()) or re.fullmatch(r"[+-]?\d{1,15}", plain) is None:
        raise Malformed("malformed_number", f"“{text(cell)[:20]}”不是整数。", "")
    return int(Decimal(plain))


def one_of(choices: Mapping[str, str]) -> Callable[[Any], str]:
    """A reader for a column that holds one of some labels; gives the code. Codes themselves are read as well."""

    def read(cell: Any) -> str:
        said = text(cell)
        found = choices.get(said) or (said if said in choices.values() else None)
        if found is None:
            raise Malformed(
                "malformed_choice", f"“{said[:20]}”不在可选值里。", f"可选：{'、'.join(choices)}。"
            )
        return found

    return read
