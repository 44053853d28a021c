"""What goes along when a firm gets another steward: open cases, promises, planned visits, and what is owed on them."""

from datetime import datetime

from bihuan.domain.cases.actions.parties import add_party, drop_party, move_party
from bihuan.domain.cases.choices import PartyRole
from bihuan.domain.cases.models import Case
from bihuan.domain.liaison.actions.steps import record_step
from bihuan.domain.liaison.choices import (
    UPCOMING,
    PromiseState,
)
from bihuan.domain.liaison.models import (
    Need,
    Pairing,
    Promise,
    Visit,
)
from bihuan.domain.liaison.queries.stewards import duty_steward_for
from bihuan.domain.organisations.rules.keys import person_key
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.handover import move_duties
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.journal.subjects import Subject


def take_along(now: Pairing, *, by: Actor, at: datetime) -> None:
    """Open cases, promises, planned visits of the firm: all of them go to the next steward; the pairing's chain says how many."""
    firm, heir = now.enterprise_id, now.steward_id
    needs = Need.objects.filter(enterprise=firm, case__ended_at=None).exclude(steward=heir)
    cases = [_companion(need, heir, at=at) for need in needs.select_related("case")]
    needs.update(steward=heir)
    promises = list(
        Promise.objects.filter(enterprise=firm, state=PromiseState.OPEN, visit__is_steward=True).exclude(
            holder=heir
        )
    )
    for promise in promises:
        promise.holder_id = heir
        _give(promise.subject, heir, at=at)
        record_step(promise, "move", by=by, at=at)
    planned = Visit.objects.filter(enterprise=firm, state__in=sorted(UPCOMING), is_steward=True)
    visits = list(planned.exclude(visitor=heir))
    for visit in visits:
        _give(visit.subject, heir, at=at)
    planned.update(visitor=heir, visitor_office=now.post.office_id)
    data = {"cases": len(cases), "promises": len(promises), "visits": len(visits)}
    if any(data.values()):
        record_step(now, "hand_over", by=by, at=at, data=data)


def leave_behind(was: Pairing, *, at: datetime) -> None:
    """利益冲突: whoever declared it reads the firm's cases no longer, but those that they raised themselves. Until the office has named another, the duty steward keeps them
    company; where there is none, what was owed on them the office owes."""
    former = person_key(was.steward_id)
    stands_in = duty_steward_for(was.enterprise, on=day_of(at))
    needs = Need.objects.filter(enterprise=was.enterprise_id, steward=was.steward_id)
    for need in needs.select_related("case"):
        drop_party(case=need.case, holder=former, role=PartyRole.STEWARD)
        if need.case.ended_at is not None:
            continue
        if stands_in is not None:
            add_party(case=need.case, holder=person_key(stands_in.person_id), role=PartyRole.STEWARD)
        answers = person_key(stands_in.person_id) if stands_in else was.office.key
        move_duties(from_holder=former, to_holder=answers, at=at, subject=need.subject)
    needs.filter(case__ended_at=None).update(steward=stands_in.person_id if stands_in else None)


def _companion(need: Need, heir: int, *, at: datetime) -> Case:
    """The case's companion is the new steward; the former one sees it no longer."""
    stewards = need.case.parties.filter(role=PartyRole.STEWARD).values_list("holder", flat=True)
    for holder in [*stewards] or [person_key(heir)]:
        move_party(case=need.case, from_holder=holder, to_holder=person_key(heir), role=PartyRole.STEWARD)
    _give(need.subject, heir, at=at)
    return need.case


def _give(subject: Subject, heir: int, *, at: datetime) -> None:
    """What a person owes on it, or the office for want of one, is owed by the heir; what the firm owes stays the firm's."""
    ours = {duty.holder for duty in open_duties(subject) if duty.holder.startswith(("person:", "office:"))}
    for holder in sorted(ours - {person_key(heir)}):
        move_duties(from_holder=holder, to_holder=person_key(heir), at=at, subject=subject)
