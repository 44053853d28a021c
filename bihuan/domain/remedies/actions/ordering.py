"""责令整改: the office's side: issue, return a plan, ask like units, verify, send back, relapse, withdraw."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.models import Case
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.remedies.actions.steps import (
    let_see,
    lock,
    number_it,
    owe,
    record_step,
    refs,
    refuse_empty,
    written,
)
from bihuan.domain.remedies.choices import Cause, OrderState
from bihuan.domain.remedies.models import Order, OrderCase, Relapse, SelfCheck
from bihuan.domain.remedies.queries.facts import order_facts
from bihuan.domain.remedies.rules.orders import (
    is_transition,
    may_ask_self_check,
    may_be_ordered,
    may_issue,
    may_relapse,
    may_return_plan,
    may_send_back,
    may_verify,
    may_withdraw,
)
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.actions import drop_duties, finish_duties
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.states import move
from bihuan.kernel.verbs import choice, flag, line, note, pick, picks


def issue_order(
    *,
    by: Actor,
    at: datetime,
    cases: Annotated[Sequence[Case], picks("由哪些工单引起", "case")],
    unit: Annotated[Office, pick("责任单位", "office", "承包服务单位的问题，下达给它的主管单位")],
    title: Annotated[str, line("标题")],
    cause: Annotated[Cause, choice("根源")],
    found: Annotated[str, note("查明的事实")],
    root: Annotated[str, note("根源分析", "为什么会发生，不只是谁做的")],
    redress_required: Annotated[bool, flag("要给已受损的人补救")] = False,
    like_units: Annotated[Sequence[Office], picks("举一反三，发给哪些同类单位", "office")] = (),
) -> Order:
    """责令整改: on the merits, at once. The unit owes its plan from now on; like units owe a self-check."""
    refuse_empty(title, "title", "请写标题。")
    if not cases:
        raise Malformed("no_case", "请选引起整改的工单。", fields={"cases": "至少选一件。"})
    with transaction.atomic():
        office = cases[0].office
        refuse_unless(
            may_issue(by, office.pk)
            or may_be_ordered(unit.kind, unit.body_kind, inside=unit.is_inside(office))
        )
        order = Order.objects.create(
            office=office,
            unit=unit,
            title=title.strip()[:120],
            cause=cause,
            redress_required=redress_required,
            opened_at=at,
        )
        order.found = written(order, found, "found", "请写查明的事实。", at=at)
        order.root = written(order, root, "root", "请写根源分析。", at=at)
        OrderCase.objects.bulk_create(OrderCase(order=order, case=case) for case in cases)
        let_see(order, [*office.line_keys, *unit.line_keys])
        _owe_plan(order, at=at)
        for like in like_units:
            _ask_self_check(order, like, at=at)
        number_it(order, at=at)
        record_step(
            order,
            "issue",
            by=by,
            at=at,
            data={
                "number": order.number,
                "unit": unit.code,
                "cause": cause,
                "cases": [case.number for case in cases],
                "redress_required": redress_required,
                "like_units": [like.code for like in like_units],
            }
            | refs(found=order.found, root=order.root),
        )
        return order


def return_plan(
    *,
    order: Order,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("退回理由", "写明哪里没有触及根源")],
) -> Order:
    """退回方案: the unit owes a better one."""
    with transaction.atomic():
        order = lock(order, seen=seen)
        refuse_unless(may_return_plan(order_facts(order), by))
        text = written(order, reason, "reason", "请写退回理由。", at=at)
        move(order, OrderState.ISSUED, is_transition)
        drop_duties(subject=order.subject, at=at, verb="start_trial")
        _owe_plan(order, at=at)
        record_step(order, "return_plan", by=by, at=at, data=refs(reason=text))
        return order


def ask_self_check(
    *,
    order: Order,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    units: Annotated[Sequence[Office], picks("发给哪些同类单位", "office")],
) -> Order:
    """举一反三: more like units owe a look at themselves."""
    with transaction.atomic():
        order = lock(order, seen=seen)
        refuse_unless(may_ask_self_check(order_facts(order), by))
        for unit in units:
            _ask_self_check(order, unit, at=at)
        record_step(order, "ask_self_check", by=by, at=at, data={"units": [unit.code for unit in units]})
        return order


def verify_order(
    *,
    order: Order,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    opinion: Annotated[str, note("核验意见", "看了什么、核了哪些数")],
) -> Order:
    """核验通过: the office found the rules in force, the harmed redressed and the trial carried. A relapse reopens it."""
    with transaction.atomic():
        order = lock(order, seen=seen)
        refuse_unless(may_verify(order_facts(order), by))
        text = written(order, opinion, "opinion", "请写核验意见。", at=at)
        move(order, OrderState.VERIFIED, is_transition)
        order.verified_at = order.ended_at = at
        finish_duties(subject=order.subject, at=at)
        record_step(order, "verify", by=by, at=at, data=refs(opinion=text))
        return order


def send_back_order(
    *,
    order: Order,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("退回理由", "写明证据哪里不够")],
) -> Order:
    """核验退回: the trial goes on until the proof carries it."""
    with transaction.atomic():
        order = lock(order, seen=seen)
        refuse_unless(may_send_back(order_facts(order), by))
        text = written(order, reason, "reason", "请写退回理由。", at=at)
        move(order, OrderState.TRIAL, is_transition)
        finish_duties(subject=order.subject, at=at, verb="verify")
        owe(order, "request_verification", holder=order.unit.key, role=Role.DESK, at=at)
        record_step(order, "send_back", by=by, at=at, data=refs(reason=text))
        return order


def relapse_order(
    *,
    order: Order,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    case: Annotated[Case, pick("哪一件说明又发生了", "case")],
) -> Order:
    """反弹: it happened again. The order is open again, with a new plan, new measures and a new trial."""
    with transaction.atomic():
        order = lock(order, seen=seen)
        refuse_unless(may_relapse(order_facts(order), by))
        return _reopen(order, case, by=by, at=at)


def relapse_on_recurrence(*, order: Order, case: Case, by: Actor, at: datetime) -> Order:
    """A case that people marked as a recurrence of one behind a verified order reopens the order: the calendar's own verb."""
    with transaction.atomic():
        order = lock(order)
        if order.state != OrderState.VERIFIED:
            raise WrongState("not_verified", "这项整改没有处于已核验状态。")
        return _reopen(order, case, by=by, at=at)


def withdraw_order(
    *,
    order: Order,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("撤销理由")],
) -> Order:
    """撤销: it should not have been issued. The number stays used, the row stays readable."""
    with transaction.atomic():
        order = lock(order, seen=seen)
        refuse_unless(may_withdraw(order_facts(order), by))
        text = written(order, reason, "reason", "请写撤销理由。", at=at)
        move(order, OrderState.WITHDRAWN, is_transition)
        order.ended_at = at
        drop_duties(subject=order.subject, at=at)
        record_step(order, "withdraw", by=by, at=at, data=refs(reason=text))
        return order


def _owe_plan(order: Order, *, at: datetime) -> None:
    owe(order, "submit_plan", holder=order.unit.key, role=Role.DESK, at=at)


def _ask_self_check(order: Order, unit: Office, *, at: datetime) -> None:
    if unit.pk == order.unit_id:
        raise Malformed("itself", "责任单位本身要整改，不用自查。", fields={"like_units": "请选别的单位。"})
    check, new = SelfCheck.objects.get_or_create(order=order, unit=unit, defaults={"asked_at": at})
    if new:
        owe(order, "answer_self_check", holder=unit.key, role=Role.DESK, item=check.item, at=at)
        let_see(order, unit.line_keys)


def _reopen(order: Order, case: Case, *, by: Actor, at: datetime) -> Order:
    if Relapse.objects.filter(order=order, case=case).exists():
        raise WrongState("relapsed_already", "这一件已经算过一次反弹。")
    Relapse.objects.create(order=order, case=case, at=at)
    OrderCase.objects.get_or_create(order=order, case=case)
    move(order, OrderState.ISSUED, is_transition)
    order.cycle += 1
    order.verified_at = order.redressed_at = order.ended_at = order.blanked_at = None
    _owe_plan(order, at=at)
    record_step(order, "relapse", by=by, at=at, data={"case": case.number, "cycle": order.cycle})
    return order
