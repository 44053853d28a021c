"""更换店小二 on the firm's request, and the firm's word on its steward."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.models import Case
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.actions.pairing import move_firm
from bihuan.domain.liaison.actions.steps import lock, noted, number_it, owe, record_step, refs, written
from bihuan.domain.liaison.choices import (
    PairingEnd,
    PairingReason,
    Rating,
    RequestState,
)
from bihuan.domain.liaison.models import (
    StewardRating,
    StewardRequest,
)
from bihuan.domain.liaison.queries.facts import pairing_facts, request_facts
from bihuan.domain.liaison.queries.stewards import (
    pairing_of,
)
from bihuan.domain.liaison.rules.common import firm_key
from bihuan.domain.liaison.rules.pairings import (
    may_ask_other,
    may_grant,
    may_rate,
    may_refuse,
    may_withdraw,
)
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.actions import drop_duties, finish_duties
from bihuan.kernel.notes.models import Note
from bihuan.kernel.refusals import NotVisible, WrongState, refuse_unless
from bihuan.kernel.verbs import choice, note, pick


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
        _decide(request, "grant", RequestState.GRANTED, answer, by=by, at=at)
        move_firm(
            enterprise=was.enterprise,
            was=was,
            steward=steward,
            reason=PairingReason.BY_HAND,
            why=PairingEnd.CHANGED,
            by=by,
            at=at,
        )
        return request


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
    """评价店小二, apart from the solution; once per case. Of a case: whoever was the steward when the offices said that it was done."""
    with transaction.atomic():
        if case is not None and case.enterprise_id != enterprise.pk:
            raise NotVisible("no_such_case", "没有找到这一件。")
        done_at = (case.struck_off_at or case.ended_at) if case is not None else None
        pairing = pairing_of(enterprise, on=day_of(done_at or at))
        if pairing is None:
            raise WrongState(
                "no_steward", "贵企业那时没有结对的店小二。" if done_at else "贵企业现在没有结对的店小二。"
            )
        pairing = lock(pairing)
        refuse_unless(may_rate(pairing_facts(pairing), by))
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


def _decide(
    request: StewardRequest, verb: str, state: RequestState, answer: "str | Note", *, by: Actor, at: datetime
) -> StewardRequest:
    request.state, request.decided_at, request.decided_by_id = state, at, by.person_id
    request.answer = answer if isinstance(answer, Note) else noted(request, answer, at=at)
    finish_duties(subject=request.subject, at=at)
    firm = firm_key(request.pairing.enterprise_id)
    record_step(request, verb, by=by, at=at, data=refs(answer=request.answer), tell=[firm])
    return request
