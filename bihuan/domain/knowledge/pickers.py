"""The knowledge entries that a reply can cite."""

from typing import Any

from bihuan.domain.knowledge.models import KnowledgeEntry
from bihuan.domain.knowledge.queries import entries_for, entry_for, offered
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.clock import now
from bihuan.kernel.verbs import Picker


def find_entries(actor: Actor, words: str) -> list[Any]:
    today = day_of(now())
    return (
        entries_for(words, on=today, most=30)
        if words.strip()
        else list(offered(on=today).order_by("-id")[:31])
    )


def get_entry(actor: Actor, key: str) -> KnowledgeEntry:
    return entry_for(int(key) if key.isdecimal() else 0, on=day_of(now()))


PICKERS = (
    Picker(
        "knowledge",
        find=find_entries,
        get=get_entry,
        key=lambda entry: str(entry.pk),
        label=lambda entry: entry.question,
    ),
)
