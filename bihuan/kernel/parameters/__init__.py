"""Policy values as dated data with a document. Code asks for the value *on* a day: `value("cases.accept", on=day, programme="…")`.

Shipped values are YAML files in any room's `parameters/` folder; a city's own are rows, proposed by one person and activated by
another (`actions`). `edition()` grows with every activation and keys in-process caches. See `docs/kernel/parameters.md`.
"""

from typing import TYPE_CHECKING

from bihuan.kernel.doors import door

if TYPE_CHECKING:
    from bihuan.kernel.parameters.editions import bump_edition, edition, one_edition
    from bihuan.kernel.parameters.values import document_of, explain, value

__getattr__ = door(
    __name__,
    bump_edition="editions",
    document_of="values",
    edition="editions",
    explain="values",
    one_edition="editions",
    value="values",
)

__all__ = ["bump_edition", "document_of", "edition", "explain", "one_edition", "value"]
