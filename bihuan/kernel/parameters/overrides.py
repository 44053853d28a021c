"""The city's own values that are active, read once per edition."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from bihuan.kernel.parameters.catalogue import Document
from bihuan.kernel.parameters.choices import Shape
from bihuan.kernel.parameters.editions import edition
from bihuan.kernel.parameters.models import Override
from bihuan.kernel.parameters.reading import shipped
from bihuan.kernel.parameters.shapes import typed


@dataclass(frozen=True, slots=True)
class Own:
    """An active override, typed."""

    keys: tuple[str, ...]
    value: Any
    from_on: date
    until_on: date | None
    document: Document
    source: str

    def holds(self, *, on: date) -> bool:
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


def own_rows(code: str, *, on: date) -> Mapping[tuple[str, ...], Own]:
    """By keys, the latest of the city's own rows that hold on that day."""
    return {own.keys: own for own in _by_code(edition()).get(code, ()) if own.holds(on=on)}


@lru_cache(maxsize=2)
def _by_code(edition: int) -> Mapping[str, tuple[Own, ...]]:
    catalogue = shipped()
    found: dict[str, tuple[Own, ...]] = {}
    for row in Override.objects.filter(activated_at__isnull=False).order_by("from_on", "pk"):
        if row.code in catalogue and len(row.keys) == len(catalogue[row.code].keys):
            found[row.code] = (*found.get(row.code, ()), _own(row, catalogue[row.code].shape))
    return found


def _own(row: Override, shape: Shape) -> Own:
    return Own(
        keys=tuple(row.keys),
        value=typed(shape, row.value),
        from_on=row.from_on,
        until_on=row.until_on,
        document=Document(row.document_title, row.document_number),
        source=f"override:{row.pk}",
    )
