"""Lock and record an item: what every action on one does in the same way. Numbered things use `kernel.tracked`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bihuan.domain.services.models import Item, ItemVersion
from bihuan.domain.services.queries.finding import text_of
from bihuan.kernel import journal
from bihuan.kernel.access import Actor
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.refusals import Changed
from bihuan.kernel.search.actions import index, unindex


def lock_item(item: Item, *, seen: int | None = None) -> Item:
    """The row, locked until the transaction ends; refuses when the actor saw an older version."""
    locked = Item.objects.select_for_update(of=("self",)).select_related("unit").get(pk=item.pk)
    if seen is not None and seen != locked.version:
        raise Changed(version=locked.version, seen=seen)
    return locked


def record_item(
    item: Item, verb: str, *, by: Actor, at: datetime, data: Mapping[str, Any] | None = None
) -> Entry:
    """Write the journal entry and save the row's version."""
    entry = journal.record(subject=item.subject, event=f"item.{verb}", by=by, at=at, data=dict(data or {}))
    item.version = entry.seq
    item.save()
    return entry


def index_item(item: Item, version: ItemVersion) -> None:
    """What people find it by: its name, what it is about, what comes out of it. Not offered: not found."""
    if version.is_offered:
        index(subject=item.subject, text=text_of(version))
    else:
        unindex(item.subject)
