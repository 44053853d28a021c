"""The history, the outbox and the proof: one append-only entry per action, in the action's own transaction.

`record` writes · `history`, `last_seq` read one subject · `read_new` hands new entries to a reader of all · `seal_journal` signs
what was written · `bihuan audit verify|export|seal` prove it. See `docs/kernel/journal.md`.
"""

from typing import TYPE_CHECKING

from bihuan.kernel.doors import door
from bihuan.kernel.journal.subjects import Subject

if TYPE_CHECKING:
    from bihuan.kernel.journal.actions import record
    from bihuan.kernel.journal.models import Entry
    from bihuan.kernel.journal.places import place
    from bihuan.kernel.journal.queries import entries_after, history, last_seq

__getattr__ = door(
    __name__,
    Entry="models",
    entries_after="queries",
    history="queries",
    last_seq="queries",
    place="places",
    record="actions",
)

__all__ = [
    "Entry",
    "Subject",
    "entries_after",
    "history",
    "last_seq",
    "place",
    "record",
]
