"""整改: the unit's side: measures, plan, redress, self-check, trial, readings, and the request to be verified."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.remedies.actions.steps import (
    let_see,
    lock,
    owe,
    record_step,
    refs,
    refuse_empty,
    refuse_past,
    written,
)
from bihuan.domain.remedies.choices import OrderState
from bihuan.domain.remedies.models import Measure, Order, Reading, Redress, Trial
from bihuan.domain.remedies.queries.facts import order_facts
from bihuan.domain.remedies.rules.orders import (
    is_transition,
    may_add_measure,
    may_answer_self_check,
    may_establish_measure,
    may_finish_redress,
    may_record_reading,
    may_record_redress,
    may_request_verification,
    may_start_trial,
    may_submit_plan,
)
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import attach
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.actions import finish_duties
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.refusals import Malformed, NotAllowed, refuse_unless
from bihuan.kernel.states import move
from bihuan.kernel.verbs import count, day, files, line, note, pick

LAST_FEN = 2**62  # a column holds it, no redress reaches it
LAST_COUNT = 2**31 - 1


def add_measure(
    *,
    order: Order,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    rule: Annotated[str, line("规则", "一句话，今后就这样办，如：非必要一律不拖车")],
    office: Annotated[Office, pick("责任机构", "office")],
    due_on: Annotated[date, day("完成日期")],
) -> Order:
    """加一条措施: a rule that will hold from now on, who answers for it, and by when a document establishes it."""
    refuse_empty(rule, "rule", "请写规则。")
    refuse_past(due_on, at, field="due_on")
    with transaction.atomic():
        order = lock(order, seen=seen)
        refuse_unless(may_add_measure(order_facts(order), by))
        if not office.is_inside(order.unit):
            raise Malformed(
                "outside_unit", "责任机构不在责任单位里。", fields={"office": "请选本单位的机构。"}
            )
        measure = Measure.objects.create(
            order=order,
            cycle=order.cycle,
            place=order.measures.count() + 1,
            rule=rule.strip()[:200],
            office=office,
            due_on=due_on,
        )
        let_see(order, office.line_keys)
        if order.state == OrderState.RECTIFYING:
            _owe_measure(order, measure, at=at)
        data = {"place": measure.place, "rule": measure.rule, "office": office.code, "due_on": due_on}
        record_step(order, "add_measure", by=by, at=at, data=data)
        return order


def submit_plan(
    *,
    order: Order,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    plan: Annotated[str, note("整改方案", "怎样从根源上改，先后次序")],
) -> Order:
    """报送方案: every measure's office owes its part by its day, and the unit its trial."""
    with transaction.atomic():
        order = lock(order, seen=seen)
        refuse_unless(may_submit_plan(order_facts(order), by))
        order.plan = written(order, plan, "plan", "请写整改方案。", at=at)
        move(order, OrderState.RECTIFYING, is_transition)
        finish_duties(subject=order.subject, at=at, verb="submit_plan")
        for measure in _open_measures(order):
            _owe_measure(order, measure, at=at)
        if order.redress_required and order.redressed_at is None and not _owed(order, "finish_redress"):
            owe(order, "finish_redress", holder=order.unit.key, role=Role.DESK, at=at)
        owe(order, "start_trial", holder=order.unit.key, role=Role.DESK, at=at)
        record_step(order, "submit_plan", by=by, at=at, data=refs(plan=order.plan))
        return order


def establish_measure(
    *,
    order: Order,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    place: Annotated[int, count("第几项措施")],
    document: Annotated[str, line("依据文件", "确立这条规则的文件名和文号")],
    evidence: Annotated[Sequence[Attachment], files("佐证材料")] = (),
) -> Order:
    """落实一条措施: the rule is in force, by a document that anyone can name."""
    refuse_empty(document, "document", "请写确立规则的文件。")
    with transaction.atomic():
        order = lock(order, seen=seen)
        refuse_unless(may_establish_measure(order_facts(order), by))
        measure = next((m for m in _open_measures(order) if m.place == place), None)
        if measure is None:
            raise Malformed("no_such_measure", "没有这一项待落实的措施。", fields={"place": "请核对序号。"})
        if not {measure.office.key, order.unit.key} & by.keys:
            raise NotAllowed("not_your_measure", "这一项措施由别的科室负责。", "请由责任科室或本单位落实。")
        measure.document, measure.established_at = document.strip()[:120], at
        measure.save(update_fields=["document", "established_at"])
        attach(attachments=evidence, subject=order.subject, item=measure.item, at=at)
        finish_duties(subject=order.subject, at=at, item=measure.item)
        data = {"place": place, "document": measure.document, "files": [a.pk for a in evidence]}
        record_step(order, "establish_measure", by=by, at=at, data=data)
        return order


def record_redress(
    *,
    order: Order,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    persons: Annotated[int, count("补救人数")],
    amount_fen: Annotated[int, count("金额（分）", "退费、赔偿的总额，以分计；没有金额填 0")] = 0,
    account: Annotated[str, note("补救说明", "怎样找到他们、怎样补救；姓名只写在这里")],
    evidence: Annotated[Sequence[Attachment], files("凭证", "退款回单、签收单")],
) -> Order:
    """补救: those already harmed are counted, paid back, and it is proven. Names stay in the note."""
    _refuse_uncounted(persons, "persons", least=1)
    _refuse_uncounted(amount_fen, "amount_fen", most=LAST_FEN)
    if not evidence:
        raise Malformed(
            "redress_needs_proof", "补救要有凭证。", fields={"evidence": "请上传退款回单或签收单。"}
        )
    with transaction.atomic():
        order = lock(order, seen=seen)
        refuse_unless(may_record_redress(order_facts(order), by))
        text = written(order, account, "account", "请写补救说明。", at=at)
        Redress.objects.create(
            order=order, cycle=order.cycle, persons=persons, amount_fen=amount_fen, account=text, at=at
        )
        attach(attachments=evidence, subject=order.subject, item=f"redress:{order.cycle}", at=at)
        data = {"persons": persons, "amount_fen": amount_fen, "files": [a.pk for a in evidence]}
        record_step(order, "record_redress", by=by, at=at, data=data | refs(account=text))
        return order


def finish_redress(
    *,
    order: Order,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    statement: Annotated[str, note("补救完毕的说明", "怎样确认没有遗漏")],
) -> Order:
    """补救完毕: the unit answers for it that nobody was left out."""
    with transaction.atomic():
        order = lock(order, seen=seen)
        refuse_unless(may_finish_redress(order_facts(order), by))
        text = written(order, statement, "statement", "请写怎样确认没有遗漏。", at=at)
        order.redressed_at = at
        finish_duties(subject=order.subject, at=at, verb="finish_redress")
        record_step(order, "finish_redress", by=by, at=at, data=refs(statement=text))
        return order


def answer_self_check(
    *,
    order: Order,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    problems: Annotated[int, count("查出问题数", "没有查出填 0")],
    answer: Annotated[str, note("自查情况", "查了什么、怎样改")],
    evidence: Annotated[Sequence[Attachment], files("附件")] = (),
) -> Order:
    """回复自查: a like unit says what it found at home."""
    _refuse_uncounted(problems, "problems")
    with transaction.atomic():
        order = lock(order, seen=seen)
        refuse_unless(may_answer_self_check(order_facts(order), by))
        open_checks = order.self_checks.select_related("unit").filter(answered_at=None).order_by("id")
        check = next(check for check in open_checks if check.unit.key in by.keys)
        check.answer = written(order, answer, "answer", "请写自查情况。", at=at)
        check.problems, check.answered_at = problems, at
        check.save(update_fields=["answer", "problems", "answered_at"])
        attach(attachments=evidence, subject=order.subject, item=check.item, at=at)
        finish_duties(subject=order.subject, at=at, item=check.item)
        data = {"unit": check.unit.code, "problems": problems} | refs(answer=check.answer)
        record_step(order, "answer_self_check", by=by, at=at, data=data)
        return order


def start_trial(
    *,
    order: Order,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    counted: Annotated[str, line("数什么", "如：免费拖车次数")],
    target: Annotated[int, count("目标", "数到多少才算数")],
    to_on: Annotated[date, day("试运行到哪天")],
) -> Order:
    """试运行: the rules are in force; from today numbers must prove it."""
    refuse_empty(counted, "counted", "请写数什么。")
    _refuse_uncounted(target, "target", least=1)
    refuse_past(to_on, at, field="to_on")
    with transaction.atomic():
        order = lock(order, seen=seen)
        refuse_unless(may_start_trial(order_facts(order), by))
        Trial.objects.create(
            order=order,
            cycle=order.cycle,
            counted=counted.strip()[:60],
            target=target,
            from_on=day_of(at),
            to_on=to_on,
        )
        move(order, OrderState.TRIAL, is_transition)
        finish_duties(subject=order.subject, at=at, verb="start_trial")
        owe(order, "request_verification", holder=order.unit.key, role=Role.DESK, at=at, due_on=to_on)
        data = {"counted": counted.strip()[:60], "target": target, "to_on": to_on}
        record_step(order, "start_trial", by=by, at=at, data=data)
        return order


def record_reading(
    *,
    order: Order,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    on: Annotated[date, day("哪一天")],
    number: Annotated[int, count("数量")],
    failed: Annotated[int, count("不合要求的", "如：收了费的")] = 0,
    evidence: Annotated[Sequence[Attachment], files("登记表")] = (),
) -> Order:
    """试运行读数: one day's count; it is not counted twice and not before it happened."""
    _refuse_uncounted(number, "number")
    _refuse_uncounted(failed, "failed")
    with transaction.atomic():
        order = lock(order, seen=seen)
        refuse_unless(may_record_reading(order_facts(order), by))
        trial = Trial.objects.get(order=order, cycle=order.cycle)
        if not trial.from_on <= on <= day_of(at):
            raise Malformed("outside_trial", "只能登记试运行以来到今天的数。", fields={"on": "请核对日期。"})
        if trial.readings.filter(on=on).exists():
            raise Malformed("read_already", "这一天已经登记过。", fields={"on": "请核对日期。"})
        Reading.objects.create(trial=trial, on=on, number=number, failed=failed, at=at)
        attach(attachments=evidence, subject=order.subject, item=f"trial:{trial.pk}", at=at)
        data = {"on": on, "number": number, "failed": failed, "files": [a.pk for a in evidence]}
        record_step(order, "record_reading", by=by, at=at, data=data)
        return order


def request_verification(*, order: Order, by: Actor, at: datetime, seen: int | None = None) -> Order:
    """申请核验: nothing is missing any more; the office owes its check."""
    with transaction.atomic():
        order = lock(order, seen=seen)
        refuse_unless(may_request_verification(order_facts(order), by))
        move(order, OrderState.SUBMITTED, is_transition)
        finish_duties(subject=order.subject, at=at, verb="request_verification")
        owe(order, "verify", holder=order.office.key, role=Role.CHECKER, at=at)
        record_step(order, "request_verification", by=by, at=at)
        return order


def _open_measures(order: Order) -> list[Measure]:
    found = order.measures.select_related("office").filter(cycle=order.cycle, established_at=None)
    return list(found.order_by("place"))


def _owe_measure(order: Order, measure: Measure, *, at: datetime) -> None:
    if not _owed(order, "establish_measure", measure.item):
        owe(
            order,
            "establish_measure",
            holder=measure.office.key,
            item=measure.item,
            at=at,
            due_on=measure.due_on,
        )


def _owed(order: Order, verb: str, item: str = "") -> bool:
    return open_duties(order.subject).filter(verb=verb, item=item).exists()


def _refuse_uncounted(number: int, field: str, *, least: int = 0, most: int = LAST_COUNT) -> None:
    if not least <= number <= most:
        raise Malformed("bad_count", "数字不在合理范围内。", fields={field: f"请填写 {least} 以上的整数。"})
