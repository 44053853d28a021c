"""Seals that an outsider kept, read from a file."""

import json
from pathlib import Path

from bihuan.kernel.journal.seals import SignedSeal


class UnreadableSeals(ValueError):
    """The file holds no seal; the sentence says what is expected."""


def read_seals(path: Path) -> list[SignedSeal]:
    """One seal, a list, or what `/api/v1/seals` answers (`{"seals": […]}`)."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(told, dict):
            told = told.get("seals", [told])
        return [SignedSeal.read(seal) for seal in told]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableSeals(f"{path} 里没有可用的封签。应为 /api/v1/seals 给出的 JSON。") from error
