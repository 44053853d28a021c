"""包联: begin, hand over, end; another steward on the firm's request; the firm's rating."""

from datetime import date, datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.queries.offices import office_in_charge
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.actions.handing_over import leave_behind, take_along
from bihuan.domain.liaison.actions.steps import lock, owe, record_step
from bihuan.domain.liaison.choices import (
    PairingEnd,
    PairingReason,
    RequestState,
)
from bihuan.domain.liaison.models import (
    DutySteward,
    Pairing,
    PairingPlan,
)
from bihuan.domain.liaison.queries.facts import pairing_facts
from bihuan.domain.liaison.queries.stewards import (
    conflicts_between,
    heir_of,
    pairing_of,
    past_pairings,
    steward_post,
)
from bihuan.domain.liaison.rules.common import firm_key, of_the_office
from bihuan.domain.liaison.rules.pairings import (
    may_end,
    may_hand_over,
)
from bihuan.domain.organisations.actions.locks import lock_office
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office, Post
from bihuan.domain.organisations.rules.keys import person_key
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.access.models import Person
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.actions import drop_duties, finish_duties
from bihuan.kernel.journal import record
from bihuan.kernel.refusals import WrongState, refuse_unless
from bihuan.kernel.verbs import choice, pick


def pair_by_hand(
    *,
    enterprise: Annotated[Enterprise, pick("企业", "enterprise")],
    by: Actor,
    at: datetime,
    steward: Annotated[Person, pick("店小二", "steward")],
) -> Pairing:
    """指定店小二: the office gives one firm its steward, outside a yearly plan; whoever it was before hands over."""
    with transaction.atomic():
        office = office_in_charge(region=enterprise.region, respondent=None, about_conduct=False)
        refuse_unless(of_the_office(office.pk, by))
        was = pairing_of(enterprise, on=day_of(at))
        return move_firm(
            enterprise=enterprise,
            was=was,
            steward=steward,
            reason=PairingReason.BY_HAND,
            why=PairingEnd.CHANGED,
            by=by,
            at=at,
        )


def hand_over_pairing(
    *,
    pairing: Pairing,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    steward: Annotated[Person, pick("移交给", "steward")],
) -> Pairing:
    """移交: open matters, promises and planned visits go along, the firm is told, history keeps the old name."""
    with transaction.atomic():
        pairing = lock(pairing, seen=seen)
        refuse_unless(may_hand_over(pairing_facts(pairing), by))
        return move_firm(
            enterprise=pairing.enterprise,
            was=pairing,
            steward=steward,
            reason=PairingReason.HAND_OVER,
            why=PairingEnd.HAND_OVER,
            by=by,
            at=at,
        )


def end_pairing(
    *,
    pairing: Pairing,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    why: Annotated[PairingEnd, choice("原因")] = PairingEnd.OUT,
) -> Pairing:
    """结束结对: the firm left the scope, or its steward left and nobody has taken over yet; the duty steward answers from now on."""
    with transaction.atomic():
        pairing = lock(pairing, seen=seen)
        if by.kind is not ActorKind.CALENDAR:
            refuse_unless(may_end(pairing_facts(pairing), by))
        _end(pairing, why, by=by, at=at)
        if why == PairingEnd.LEFT:
            owe(pairing.subject, "appoint", holder=pairing.office.key, role=Role.OFFICE, at=at)
        return pairing


def pass_on_pairing(*, pairing: Pairing, by: Actor, at: datetime) -> Pairing:
    """A steward has left: whoever took over their work takes the firm too, if a steward without conflict; else the office names one."""
    with transaction.atomic():
        pairing = lock(pairing)
        if pairing.ended_on is not None or steward_post(pairing.steward, on=day_of(at)) is not None:
            return pairing
        heir = heir_of(pairing.steward, on=day_of(at))
        if heir is None or conflicts_between(heir, pairing.enterprise, on=day_of(at)):
            return end_pairing(pairing=pairing, by=by, at=at, why=PairingEnd.LEFT)
        return move_firm(
            enterprise=pairing.enterprise,
            was=pairing,
            steward=heir,
            reason=PairingReason.HAND_OVER,
            why=PairingEnd.LEFT,
            by=by,
            at=at,
        )


def drop_pairing(*, pairing: Pairing, why: PairingEnd, by: Actor, at: datetime) -> None:
    """End a pairing that nobody follows yet; the caller has asked the rules and holds the transaction."""
    _end(lock(pairing), why, by=by, at=at)


def part_in_conflict(*, pairing: Pairing, by: Actor, at: datetime) -> None:
    """利益冲突: whoever declared one keeps this firm company no longer, nor its cases; the duty steward answers until the office has named
    another. Nobody reads why."""
    pairing = lock(pairing, "enterprise", "office")
    _end(pairing, PairingEnd.CHANGED, by=by, at=at)
    leave_behind(pairing, at=at)
    owe(pairing.subject, "appoint", holder=pairing.office.key, role=Role.OFFICE, at=at)


def move_firm(
    *,
    enterprise: Enterprise,
    was: Pairing | None,
    steward: Person,
    reason: PairingReason,
    why: PairingEnd,
    by: Actor,
    at: datetime,
    plan: PairingPlan | None = None,
    post: Post | None = None,
) -> Pairing:
    """End one pairing and begin the next; what is open goes along. The caller has asked the rules and holds the transaction."""
    on = day_of(at)
    post = post or steward_post(steward, on=on)
    if post is None:
        raise WrongState("not_a_steward", "这名干部现在没有包联岗位。", "请选择包联干部。")
    _refuse_conflict(steward, enterprise, on=on)
    if was is not None and was.steward_id == steward.pk:
        raise WrongState("same_steward", "现在的店小二就是这一位。")
    if was is not None:
        was = lock(was)
        _end(was, why, by=by, at=at)
    pairing = Pairing(
        enterprise=enterprise,
        steward=steward,
        steward_name=steward.name,
        post=post,
        office=office_in_charge(region=enterprise.region, respondent=None, about_conduct=False),
        reason=reason,
        plan=plan,
        previous=was,
        from_on=on,
    )
    pairing.save()
    owe(pairing.subject, "visit", holder=person_key(steward.pk), at=at)
    record_step(
        pairing,
        "begin",
        by=by,
        at=at,
        data={"enterprise": enterprise.name, "reason": reason.label, "from_on": on, "steward": steward.pk},
        tell=[firm_key(enterprise.pk), person_key(steward.pk)],
        saying=f"{enterprise.name}的店小二是{steward.name}",
    )
    for before in past_pairings(enterprise).exclude(pk=pairing.pk)[:1]:
        finish_duties(subject=before.subject, verb="appoint", at=at)
    take_along(pairing, by=by, at=at)
    return pairing


def set_duty_steward(
    *,
    office: Office,
    by: Actor,
    at: datetime,
    steward: Annotated[Person, pick("值班店小二", "steward")],
) -> DutySteward:
    """值班店小二: whom the firms of an area reach that have no steward of their own."""
    on = day_of(at)
    with transaction.atomic():
        refuse_unless(of_the_office(office.pk, by))
        post = steward_post(steward, on=on)
        if post is None:
            raise WrongState("not_a_steward", "这名干部现在没有包联岗位。", "请选择包联干部。")
        office = lock_office(office)
        DutySteward.objects.filter(office=office, ended_on=None).update(ended_on=on)
        duty = DutySteward.objects.create(office=office, person=steward, post=post, from_on=on)
        record(
            subject=office.subject,
            event="office.set_duty_steward",
            by=by,
            at=at,
            data={"post": post.title, "person": steward.pk, "from_on": on},
        )
        return duty


def _refuse_conflict(steward: Person, enterprise: Enterprise, *, on: date) -> None:
    found = conflicts_between(steward, enterprise, on=on)
    if found:
        raise WrongState(
            "conflict_of_interest",
            f"这名干部与企业有利益冲突：{'、'.join(sorted(kind.label for kind in found))}。",
            "请选择其他干部。",
        )


def _end(pairing: Pairing, why: PairingEnd, *, by: Actor, at: datetime) -> None:
    pairing.ended_on, pairing.ended_why = day_of(at), why
    drop_duties(subject=pairing.subject, at=at)
    record_step(pairing, "end", by=by, at=at, data={"why": why.label, "ended_on": pairing.ended_on})
    _settle_request(pairing, by=by, at=at)


def _settle_request(pairing: Pairing, *, by: Actor, at: datetime) -> None:
    """A firm that had asked for another steward has no longer this one, however that came."""
    request = pairing.requests.select_for_update().filter(state=RequestState.ASKED).first()
    if request is None:
        return
    finish_duties(subject=request.subject, at=at)
    request.state, request.decided_at = RequestState.GRANTED, at
    firm = firm_key(pairing.enterprise_id)
    record_step(request, "lapse", by=by, at=at, tell=[firm], saying="店小二已经另行调整")
