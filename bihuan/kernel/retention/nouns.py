"""Which nouns are kept for a time, as their rooms say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bihuan.kernel.journal.events import Event, register_events
from bihuan.kernel.retention.models import Blankable


@dataclass(frozen=True, slots=True)
class Retained:
    """A noun with a chain of its own and a `version`, `Blankable`, of which every text is a note.

    ended: the column that says when it ended; null while it goes on.   period: the parameter that says how long it is kept then.
    persons: columns that name somebody, and what stays in them.   papers: whether official papers made of it go too.
    """

    kind: str
    model: type[Blankable]
    ended: str
    period: str
    persons: Mapping[str, Any] = field(default_factory=dict)
    papers: bool = True

    @property
    def event(self) -> str:
        return f"{self.kind}.blank"


_RETAINED: dict[str, Retained] = {}


def register_retained(nouns: Iterable[Retained]) -> None:
    """Called once by a room, from its app's `ready`."""
    for noun in nouns:
        if _RETAINED.setdefault(noun.kind, noun) != noun:
            raise ValueError(f"The retention of {noun.kind!r} is registered twice.")
        sentence = "保存期满，清除个人信息：{notes}段文字，{files}个附件"
        register_events(noun.kind, [Event(noun.event, "清除个人信息", sentence)])


def all_retained() -> tuple[Retained, ...]:
    """Every noun that is kept for a time, by kind."""
    return tuple(_RETAINED[kind] for kind in sorted(_RETAINED))
