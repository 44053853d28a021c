"""What the subjects of duties, approvals and messages are called, and where they are opened. Each noun's own module registers its kind."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from bihuan.kernel.access import Actor
from bihuan.kernel.journal.subjects import Subject


@dataclass(frozen=True, slots=True)
class Named:
    """A thing as a line of a list shows it. `number` may be empty; `urgent` stands before the title."""

    title: str
    url: str = ""
    number: str = ""
    urgent: str = ""


Namer = Callable[[Actor, Collection[int]], Mapping[int, Named]]
_NAMERS: dict[str, Namer] = {}


def register_namer(kind: str, namer: Namer) -> None:
    """`namer(actor, ids)` answers for all rows of a page at once; what the actor may not see is left out."""
    _NAMERS[kind] = namer


def named(subjects: Iterable[Subject], actor: Actor) -> dict[Subject, Named]:
    """Names for a whole page: as many queries as there are kinds."""
    by_kind: dict[str, set[int]] = {}
    for subject in subjects:
        by_kind.setdefault(subject.kind, set()).add(subject.id)
    return {
        Subject(kind, pk): name
        for kind, ids in by_kind.items()
        if kind in _NAMERS
        for pk, name in _NAMERS[kind](actor, ids).items()
    }
