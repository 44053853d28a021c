"""Gap-free numbers per kind and year. See `docs/kernel/numbering.md`."""

from typing import TYPE_CHECKING

from bihuan.kernel.doors import door

if TYPE_CHECKING:
    from bihuan.kernel.numbering.actions import draw_number

__getattr__ = door(__name__, draw_number="actions")

__all__ = ["draw_number"]
