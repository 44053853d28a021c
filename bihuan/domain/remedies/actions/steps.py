"""Owe and let see: what every action on a remedy does in the same way. Locking, texts and the journal are `kernel.tracked`'s."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

from bihuan.domain.remedies.models import Remedy, RemedyParty
from bihuan.domain.remedies.queries.limits import limit_of
from bihuan.kernel import tracked
from bihuan.kernel.calendar import city_calendar
from bihuan.kernel.duties.actions import start_duty
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.tracked import (
    is_past,
    number_it,
    record_step,
    refs,
    refuse_empty,
    refuse_past,
    written,
)

__all__ = [
    "is_past",
    "let_see",
    "lock",
    "number_it",
    "owe",
    "record_step",
    "refs",
    "refuse_empty",
    "refuse_past",
    "written",
]
R = TypeVar("R", bound=Remedy)


def lock(remedy: R, *, seen: int | None = None) -> R:
    """The row with its office, locked until the transaction ends; refuses when the actor saw an older version."""
    return tracked.lock(remedy, "office", seen=seen)


def owe(
    remedy: Remedy,
    verb: str,
    *,
    holder: str,
    at: datetime,
    role: str = "",
    item: str = "",
    due_on: date | None = None,
) -> Duty:
    """Somebody owes the next step: by the end of a day, or within the limit that the parameters give for it."""
    return start_duty(
        subject=remedy.subject,
        verb=verb,
        holder=holder,
        role=role,
        item=item,
        started_at=at,
        **(
            {"due_at": city_calendar().close_of(due_on)}
            if due_on
            else {"limit": limit_of(f"{remedy.noun}.{verb}", at=at, parameter=remedy.limits)}
        ),
    )


def let_see(remedy: Remedy, holders: Iterable[str], *, needs_role: str = "") -> None:
    """These holders see it from now on. Again changes nothing."""
    RemedyParty.objects.bulk_create(
        [
            RemedyParty(
                subject_kind=remedy.subject.kind, subject_id=remedy.pk, holder=holder, needs_role=needs_role
            )
            for holder in dict.fromkeys(holders)
        ],
        ignore_conflicts=True,
    )
