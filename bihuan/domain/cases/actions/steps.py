"""Lock, move, record: what every action of the loop does in the same way."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Q, Value
from django.db.models.functions import Greatest

from bihuan.domain.cases.actions.ledger import keep_ledger
from bihuan.domain.cases.actions.telling import tell
from bihuan.domain.cases.choices import LegState, Stage, State, Step
from bihuan.domain.cases.models import Case, Custody, Hand, Leg
from bihuan.domain.cases.rules.workflow import is_ending, is_leg_transition, is_transition, leg_has_ended
from bihuan.kernel import journal
from bihuan.kernel.access import Actor
from bihuan.kernel.changed import remembered, save_changed
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.refusals import Changed
from bihuan.kernel.states import move


def lock_case(case: Case, *, seen: int | None = None) -> Case:
    """The row, locked until the transaction ends. Refuses with what happened since, when the actor saw an older version."""
    locked = (
        Case.objects.select_for_update(of=("self",))
        .select_related("office", "content", "restatement")
        .get(pk=case.pk)
    )
    if seen is not None and seen != locked.version:
        raise Changed(version=locked.version, seen=seen)
    return remembered(locked)


def lock_with_followers(case: Case, *, seen: int | None = None) -> Case:
    """A lead case and what is merged into it, in ascending id like every lock of several."""
    rows = Case.objects.select_for_update(of=("self",)).filter(Q(pk=case.pk) | Q(lead=case.pk))
    list(rows.order_by("pk").values_list("pk"))
    return lock_case(case, seen=seen)


def lock_case_id(pk: int) -> Case:
    """The same lock for the kernel's jobs, which know a subject's id only."""
    return remembered(Case.objects.select_for_update(of=("self",)).get(pk=pk))


def record_step(
    case: Case,
    event: str,
    *,
    by: Actor,
    at: datetime,
    to: State | None = None,
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Move the case (only as the table allows), write its journal entry, tell those whom the event names."""
    said: dict[str, Any] = dict(data or {})
    if to is not None and to != case.state:
        move_case(case, to=to, at=at)
        said |= {"state": str(to)}
    keep_ledger(case, at=at)
    first = not case.version
    entry = journal.record(subject=case.subject, event=f"case.{event}", by=by, at=at, data=said, first=first)
    case.version = entry.seq
    save_changed(case)
    tell(case, entry, at=at)
    return entry


def move_case(case: Case, *, to: State, at: datetime) -> None:
    """A transition that is not in the table does not happen."""
    move(case, to, is_transition)
    case.ended_at = at if is_ending(to) else None


def move_leg(leg: Leg, *, to: LegState, at: datetime) -> None:
    """A part of the case moves by its own table; the caller saves nothing more."""
    move(leg, to, is_leg_transition)
    leg.ended_at = at if leg_has_ended(to) else None
    leg.save()


def pass_to(case: Case, *, office_id: int, stage: Stage, at: datetime) -> None:
    """The case changes hands: close the open custody, open the next. The same hands at the same stage change nothing."""
    held = Custody.objects.filter(case=case, to_at=None).first()
    if held is not None:
        if (held.office_id, held.stage) == (office_id, stage):
            return
        # A server's clock that stepped back ends nothing before it began; the next hands begin where these end.
        held.to_at = at = max(at, held.from_at)
        held.save(update_fields=["to_at"])
    take(case, office_id=office_id, stage=stage, at=at)


def take(case: Case, *, office_id: int, stage: Stage, at: datetime) -> None:
    """A case that is in nobody's hands comes into these."""
    Custody.objects.create(case=case, office_id=office_id, stage=stage, from_at=at)


def end_custody(case: Case, *, at: datetime) -> None:
    """Nobody holds a case that has left the loop. A server's clock that stepped back ends nothing before it began."""
    ended = Greatest("from_at", Value(at, output_field=DateTimeField()))
    Custody.objects.filter(case=case, to_at=None).update(to_at=ended)


def add_hand(case: Case, step: Step, *, by: Actor, at: datetime) -> None:
    """Remember whose hand did this step; jobs and receipts have none."""
    if by.person_id is not None:
        Hand.objects.create(
            case=case,
            round=case.round,
            step=step,
            person_id=by.person_id,
            acting_for_id=by.acting_for_id,
            at=at,
        )
