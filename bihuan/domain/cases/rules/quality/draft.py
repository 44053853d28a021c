"""What a check may look at."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of the evidence: when it says it was taken, and whether it (or one that looks like it) came with something earlier."""

    taken_at: datetime | None = None
    used_before: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply before it is signed, beside what it answers.

    report: what was asked, as the section reads it.   outcome: the claimed result.   names: of the reporters, empty where sealed.
    firms: names of firms and offices that belong to the case.   earlier: the unit's last replies to other cases.
    """

    reply: str
    report: str = ""
    outcome: str = ""
    names: tuple[str, ...] = ()
    firms: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    dispatched_at: datetime | None = None
    least_length: int = 30
    near_copy: int = 90
