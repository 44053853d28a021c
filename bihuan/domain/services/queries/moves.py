"""What moved a figure of the catalogue between two days, item by item."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bihuan.domain.services.figures.catalogue import Parts, Stock
from bihuan.domain.services.models import Item, ItemVersion
from bihuan.domain.services.queries.versions import versions_in_force
from bihuan.kernel.figures import Value


@dataclass(frozen=True, slots=True)
class Moved:
    """An item that adds something else than before. `before`, `after`: numerator and denominator; None: not in the base then."""

    item: Item
    name: str
    before: Parts | None
    after: Parts | None
    was: ItemVersion | None
    now: ItemVersion | None


@dataclass(frozen=True, slots=True)
class Movement:
    """A figure on two days and what lies between."""

    before: Value
    after: Value
    items: list[Moved]


def movement(stock: Stock, old: date, new: date, *, as_of: datetime, of: str = "") -> Movement:
    """Both values, and every item that makes the difference. Six queries, however many items."""
    before, after = stock.parts(old, as_of, of), stock.parts(new, as_of, of)
    changed = sorted(pk for pk in {*before, *after} if before.get(pk) != after.get(pk))
    was, now = _versions(changed, old, as_of), _versions(changed, new, as_of)
    items = Item.objects.select_related("unit").in_bulk(changed)
    return Movement(
        before=_value(before),
        after=_value(after),
        items=[
            Moved(
                item=items[pk],
                name=str(now.get(pk) or was.get(pk) or items[pk]),
                before=before.get(pk),
                after=after.get(pk),
                was=was.get(pk),
                now=now.get(pk),
            )
            for pk in changed
        ],
    )


def _value(parts: Mapping[int, Parts]) -> Value:
    rows = list(parts.values())
    return Value(sum(up for up, _ in rows), sum(down for _, down in rows), "%")


def _versions(items: list[int], day: date, as_of: datetime) -> dict[int, ItemVersion]:
    found = versions_in_force(day, known_at=as_of).filter(item__in=items)
    return {version.item_id: version for version in found}
