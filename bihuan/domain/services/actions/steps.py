"""Lock and record: what every action here does in the same way."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bihuan.domain.services.models import Item
from bihuan.kernel import journal
from bihuan.kernel.access import Actor
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.refusals import Changed, Malformed


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


def refuse_empty(text: str, field: str, sentence: str) -> None:
    if not text.strip():
        raise Malformed("empty", sentence, fields={field: sentence})
