"""A hotline's export comes in, once: `preview_import` says what would happen, `run_import` does it, `hotline_rows` is the way back.

Rows with a reply become history (`State.ANSWERED`), with the moments that the file claims; rows without one are registered and enter
the loop. See `docs/mechanisms/importing.md`.
"""

from bihuan.domain.cases.importing.columns import COLUMNS
from bihuan.domain.cases.importing.exporting import HOTLINE_HEAD, hotline_rows
from bihuan.domain.cases.importing.mappings import mapping_of, propose, remember
from bihuan.domain.cases.importing.running import ImportOrder, preview_import, run_import

__all__ = [
    "COLUMNS",
    "HOTLINE_HEAD",
    "ImportOrder",
    "hotline_rows",
    "mapping_of",
    "preview_import",
    "propose",
    "remember",
    "run_import",
]
