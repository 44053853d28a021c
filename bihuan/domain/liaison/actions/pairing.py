"""包联: begin, hand over, end; another steward on the firm's request; the firm's rating."""

from datetime import date, datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.parties import move_party
from bihuan.domain.cases.choices import PartyRole
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries.offices import office_in_charge
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.actions.steps import lock, noted, number_it, owe, record_step, refs, written
from bihuan.domain.liaison.choices import (
    UPCOMING,
    PairingEnd,
    PairingReason,
    PromiseState,
    Rating,
    RequestState,
)
from bihuan.domain.liaison.models import (
    DutySteward,
    Need,
    Pairing,
    PairingPlan,
    Promise,
    StewardRating,
    StewardRequest,
    Visit,
)
from bihuan.domain.liaison.queries.facts import pairing_facts, request_facts
from bihuan.domain.liaison.queries.stewards import (
    conflicts_between,
    heir_of,
    pairing_of,
    past_pairings,
    steward_post,
)
from bihuan.domain.liaison.rules.common import firm_key, of_the_office
from bihuan.domain.liaison.rules.pairings import (
    may_ask_other,
    may_end,
    may_grant,
    may_hand_over,
    may_rate,
    may_refuse,
    may_withdraw,
)
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office, Post
from bihuan.domain.organisations.rules.keys import person_key
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.access.models import Person
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.actions import drop_duties, finish_duties
from bihuan.kernel.duties.handover import move_duties
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.models import Note
from bihuan.kernel.refusals import NotVisible, WrongState, refuse_unless
from bihuan.kernel.verbs import choice, note, pick


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
    _take_along(pairing, by=by, at=at)
    return pairing


def request_other_steward(
    *,
    enterprise: Enterprise,
    by: Actor,
    at: datetime,
    reason: Annotated[str, note("理由", "只有双优化办能看到，店小二看不到")],
) -> StewardRequest:
    """申请更换店小二: the reason goes to the 双优化办 only and is never visible to the steward."""
    with transaction.atomic():
        pairing = pairing_of(enterprise, on=day_of(at))
        if pairing is None:
            raise WrongState("no_steward", "贵企业现在没有结对的店小二。", "有事请联系值班店小二。")
        pairing = lock(pairing)
        refuse_unless(may_ask_other(pairing_facts(pairing), by))
        request = StewardRequest.objects.create(pairing=pairing, office=pairing.office, asked_at=at)
        request.reason = written(request, reason, "reason", "请写一句理由。", at=at)
        owe(request.subject, "decide", holder=pairing.office.key, role=Role.OFFICE, at=at)
        number_it(request, at=at)
        data = {"number": request.number} | refs(reason=request.reason)
        record_step(request, "ask", by=by, at=at, data=data, tell=[pairing.office.key])
        return request


def grant_request(
    *,
    steward_request: StewardRequest,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    steward: Annotated[Person, pick("换成", "steward")],
    answer: Annotated[str, note("给企业的话")] = "",
) -> StewardRequest:
    """同意更换: the firm gets another steward; the former one reads 调整, nothing else."""
    with transaction.atomic():
        request = lock(steward_request, seen=seen)
        refuse_unless(may_grant(request_facts(request), by))
        was = request.pairing
        move_firm(
            enterprise=was.enterprise,
            was=was,
            steward=steward,
            reason=PairingReason.BY_HAND,
            why=PairingEnd.CHANGED,
            by=by,
            at=at,
        )
        return _decide(request, "grant", RequestState.GRANTED, answer, by=by, at=at)


def refuse_request(
    *,
    steward_request: StewardRequest,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    answer: Annotated[str, note("给企业的说明")],
) -> StewardRequest:
    """未同意更换: with words to the firm."""
    with transaction.atomic():
        request = lock(steward_request, seen=seen)
        refuse_unless(may_refuse(request_facts(request), by))
        written_answer = written(request, answer, "answer", "请向企业说明。", at=at)
        return _decide(request, "refuse", RequestState.REFUSED, written_answer, by=by, at=at)


def withdraw_request(
    *, steward_request: StewardRequest, by: Actor, at: datetime, seen: int | None = None
) -> StewardRequest:
    """撤回申请, before it was decided."""
    with transaction.atomic():
        request = lock(steward_request, seen=seen)
        refuse_unless(may_withdraw(request_facts(request), by))
        drop_duties(subject=request.subject, at=at)
        request.state, request.decided_at = RequestState.WITHDRAWN, at
        record_step(request, "withdraw", by=by, at=at)
        return request


def rate_steward(
    *,
    enterprise: Enterprise,
    by: Actor,
    at: datetime,
    rating: Annotated[Rating, choice("对店小二的评价")],
    case: Annotated[Case | None, pick("为哪一件", "case")] = None,
    remark: Annotated[str, note("想说的话", "店小二看不到是哪家企业写的")] = "",
) -> StewardRating:
    """评价店小二, apart from the solution; once per case."""
    with transaction.atomic():
        pairing = pairing_of(enterprise, on=day_of(at))
        if pairing is None:
            raise WrongState("no_steward", "贵企业现在没有结对的店小二。")
        pairing = lock(pairing)
        refuse_unless(may_rate(pairing_facts(pairing), by))
        if case is not None and case.enterprise_id != enterprise.pk:
            raise NotVisible("no_such_case", "没有找到这一件。")
        if case is not None and StewardRating.objects.filter(case=case).exists():
            raise WrongState("rated_already", "这一件已经评价过店小二。")
        given = StewardRating.objects.create(
            pairing=pairing,
            enterprise=enterprise,
            steward=pairing.steward,
            case=case,
            rating=rating,
            remark=noted(pairing, remark, at=at),
            at=at,
        )
        # neither the rating nor the words stand in the chain: the steward reads it
        record_step(pairing, "rate", by=by, at=at, data=refs(remark=given.remark))
        return given


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
        DutySteward.objects.filter(office=office, ended_on=None).update(ended_on=on)
        return DutySteward.objects.create(office=office, person=steward, post=post, from_on=on)


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


def _take_along(now: Pairing, *, by: Actor, at: datetime) -> None:
    """Open cases, promises, planned visits of the firm: all of them go to the next steward, and each chain says so."""
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


def _companion(need: Need, heir: int, *, at: datetime) -> Case:
    """The case's companion is the new steward; the former one sees it no longer."""
    stewards = need.case.parties.filter(role=PartyRole.STEWARD).values_list("holder", flat=True)
    for holder in [*stewards] or [person_key(heir)]:
        move_party(case=need.case, from_holder=holder, to_holder=person_key(heir), role=PartyRole.STEWARD)
    _give(need.subject, heir, at=at)
    return need.case


def _give(subject: Subject, heir: int, *, at: datetime) -> None:
    """What a person owes on it is owed by the heir."""
    holders = {duty.holder for duty in open_duties(subject) if duty.holder.startswith("person:")}
    for holder in sorted(holders - {person_key(heir)}):
        move_duties(from_holder=holder, to_holder=person_key(heir), at=at, subject=subject)


def _decide(
    request: StewardRequest, verb: str, state: RequestState, answer: "str | Note", *, by: Actor, at: datetime
) -> StewardRequest:
    request.state, request.decided_at, request.decided_by_id = state, at, by.person_id
    request.answer = answer if isinstance(answer, Note) else noted(request, answer, at=at)
    finish_duties(subject=request.subject, at=at)
    firm = firm_key(request.pairing.enterprise_id)
    record_step(request, verb, by=by, at=at, data=refs(answer=request.answer), tell=[firm])
    return request
