"""The journal as a file that anyone can verify without us: JSON lines, entries in position order, then the seals."""

import json
from typing import Any, TextIO

from bihuan.kernel.journal.lines import BATCH, lines_between
from bihuan.kernel.journal.models import Seal
from bihuan.kernel.journal.places import place
from bihuan.kernel.journal.seals import SignedSeal

FORMAT = "bihuan-journal-1"


def export_journal(file: TextIO) -> int:
    """Write everything that has a position; how many entries. Entries hold no personal data, so neither does the file."""
    placed = place()
    _write(file, {"format": FORMAT, "entries": placed})
    for begin in range(0, placed, BATCH):
        for line in lines_between(begin, min(begin + BATCH, placed)):
            _write(
                file,
                {
                    "position": line[0],
                    "algorithm": line[16],
                    "prev_hash": line[14],
                    "hash": line[15],
                    "text": line[13],
                },
            )
    for seal in Seal.objects.filter(size__lte=placed).order_by("size"):
        _write(file, {"seal": SignedSeal.of(seal).json()})
    return placed


def _write(file: TextIO, line: dict[str, Any]) -> None:
    file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
