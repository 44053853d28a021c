"""What a later version saves against an earlier one, in days, materials and trips. No new version, no gain."""

from dataclasses import dataclass
from typing import Protocol

from bihuan.domain.services.choices import DayUnit

WORKING_DAYS_IN_A_WEEK, DAYS_IN_A_WEEK = 5, 7


class Promising(Protocol):
    """What is compared: `ItemContent` and `ItemVersion` both promise this."""

    @property
    def promised_days(self) -> int: ...
    @property
    def promised_unit(self) -> str: ...
    @property
    def onsite_visits(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Promise:
    """What an applicant is told: so many working days, these materials to bring, so many trips, these steps."""

    days: int
    materials: tuple[str, ...]
    trips: int
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gain:
    """What the new version saves; below nought where it asks for more."""

    days: int
    materials: int
    trips: int
    materials_dropped: tuple[str, ...] = ()
    materials_added: tuple[str, ...] = ()

    @property
    def is_any(self) -> bool:
        """Something was saved: a day, a material or a trip."""
        return self.days > 0 or self.materials > 0 or self.trips > 0


def in_working_days(days: int, unit: str) -> int:
    """Natural days counted as working days, five a week, begun ones whole: only for comparing, never for a deadline."""
    if unit == DayUnit.WORKING:
        return days
    return -(-days * WORKING_DAYS_IN_A_WEEK // DAYS_IN_A_WEEK)


def compare_promises(old: Promise, new: Promise) -> Gain:
    """The difference of two promises; materials are told apart by name."""
    return Gain(
        days=old.days - new.days,
        materials=len(old.materials) - len(new.materials),
        trips=old.trips - new.trips,
        materials_dropped=tuple(name for name in old.materials if name not in new.materials),
        materials_added=tuple(name for name in new.materials if name not in old.materials),
    )
