"""向上反映: draft, gather like cases, have it signed, send, chase, write down the answer, tell every waiting reporter."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions import record_upward_answer
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries.offices import one_above
from bihuan.domain.organisations.choices import AREA_BODIES, Role
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
from bihuan.domain.remedies.choices import UpwardAnswer, UpwardState
from bihuan.domain.remedies.models import Upward, UpwardCase
from bihuan.domain.remedies.queries.facts import upward_facts
from bihuan.domain.remedies.queries.limits import limit_of
from bihuan.domain.remedies.rules.upward import (
    may_add_cases,
    may_ask,
    may_chase,
    may_decide,
    may_draft,
    may_record_answer,
    may_send,
    may_withdraw,
)
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.actions import ask_approval, decide_approval
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.queries import asked_approval
from bihuan.kernel.attachments.actions import attach
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.actions import finish_duties
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.verbs import choice, day, files, line, note, picks, verdict


def draft_upward(
    *,
    by: Actor,
    at: datetime,
    title: Annotated[str, line("标题")],
    superior: Annotated[str, line("报送机关", "写全称，如：省住房和城乡建设厅")],
    problem: Annotated[str, note("问题", "哪一类人、卡在哪一条规定")],
    request: Annotated[str, note("请求", "希望上级怎样支持")],
    cases: Annotated[Sequence[Case], picks("同类工单", "case")] = (),
) -> Upward:
    """起草向上反映: what the policy does not cover is not simply refused; it goes up for the whole class of like problems."""
    refuse_unless(may_draft(by))
    refuse_empty(title, "title", "请写标题。")
    refuse_empty(superior, "superior", "请写报送机关。")
    with transaction.atomic():
        drafted_in = Office.objects.select_related("unit", "area").get(pk=by.office_id or 0)
        unit = drafted_in.unit or drafted_in
        upward = Upward.objects.create(
            office=one_above(unit) if unit.body_kind not in AREA_BODIES else unit,
            unit=unit,
            drafted_in=drafted_in,
            title=title.strip()[:120],
            superior=superior.strip()[:80],
            opened_at=at,
        )
        upward.problem = written(upward, problem, "problem", "请写问题。", at=at)
        upward.request = written(upward, request, "request", "请写请求。", at=at)
        let_see(upward, drafted_in.line_keys)
        _add(upward, cases, at=at)
        number_it(upward, at=at)
        data = {"number": upward.number, "unit": unit.code, "superior": upward.superior}
        numbers = [case.number for case in cases]
        record_step(
            upward,
            "draft",
            by=by,
            at=at,
            data=data | {"cases": numbers} | refs(problem=upward.problem, request=upward.request),
        )
        return upward


def add_cases(
    *,
    upward: Upward,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    cases: Annotated[Sequence[Case], picks("同类工单", "case")],
) -> Upward:
    """加入同类工单: every one of their reporters will be told the answer."""
    with transaction.atomic():
        upward = lock(upward, seen=seen)
        refuse_unless(may_add_cases(upward_facts(upward), by))
        _add(upward, cases, at=at)
        record_step(upward, "add_cases", by=by, at=at, data={"cases": [case.number for case in cases]})
        return upward


def ask_upward(*, upward: Upward, by: Actor, at: datetime, seen: int | None = None) -> Upward:
    """送签: the head of the unit decides whether it goes up."""
    with transaction.atomic():
        upward = lock(upward, seen=seen)
        facts = upward_facts(upward)
        refuse_unless(may_ask(facts, by))
        upward.state = UpwardState.ASKED
        ask_approval(
            kind="upward",
            subject=upward.subject,
            holder=upward.unit.key,
            role=facts.signer,
            by=by,
            at=at,
            reason=upward.title,
            payload={"number": upward.number or "", "superior": upward.superior},
            limit=limit_of("upward.decide", at=at),
        )
        record_step(upward, "ask", by=by, at=at)
        return upward


def decide_upward(
    *,
    upward: Upward,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    granted: Annotated[bool, verdict("同意上报")],
    answer: Annotated[str, note("审批意见")] = "",
) -> Upward:
    """签发: yes, and it is sent; no, and it goes back to its draft."""
    with transaction.atomic():
        upward = lock(upward, seen=seen)
        refuse_unless(may_decide(upward_facts(upward), by))
        asked = asked_approval(upward.subject, kind="upward")
        decided = decide_approval(approval=asked, by=by, at=at, granted=granted, answer=answer)
        upward.state = UpwardState.APPROVED if granted else UpwardState.DRAFT
        if granted:
            owe(upward, "send", holder=upward.unit.key, role=Role.DESK, at=at)
        record_step(upward, "decide", by=by, at=at, data={"granted": granted} | refs(answer=decided.answer))
        return upward


def decide_upward_approval(
    *, approval: Approval, by: Actor, at: datetime, granted: bool, answer: str
) -> Approval:
    """The same decision, from the one queue of approvals."""
    upward = Upward.objects.get(pk=approval.subject_id)
    decide_upward(upward=upward, by=by, at=at, granted=granted, answer=answer)
    approval.refresh_from_db()
    return approval


def send_upward(
    *,
    upward: Upward,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    document: Annotated[str, line("上报文号")],
    sent_on: Annotated[date, day("上报日期")],
    letter: Annotated[Sequence[Attachment], files("上报件扫描")] = (),
) -> Upward:
    """上报: it went to the superior on this day under this number; from now on somebody owes the asking after it."""
    refuse_empty(document, "document", "请写上报文号。")
    if sent_on > day_of(at):
        raise Malformed("future_day", "上报日期还没有到。", fields={"sent_on": "请填写实际上报的日期。"})
    with transaction.atomic():
        upward = lock(upward, seen=seen)
        refuse_unless(may_send(upward_facts(upward), by))
        upward.state, upward.document, upward.sent_on = UpwardState.SENT, document.strip()[:80], sent_on
        attach(attachments=letter, subject=upward.subject, item="letter", at=at)
        finish_duties(subject=upward.subject, at=at, verb="send")
        _owe_chase(upward, at=at)
        data = {"document": upward.document, "sent_on": sent_on, "superior": upward.superior}
        record_step(upward, "send", by=by, at=at, data=data)
        return upward


def chase_upward(
    *,
    upward: Upward,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    gist: Annotated[str, note("催问情况", "问了谁、怎么说")],
) -> Upward:
    """催问: the superior was asked again; the next asking is owed from now."""
    with transaction.atomic():
        upward = lock(upward, seen=seen)
        refuse_unless(may_chase(upward_facts(upward), by))
        text = written(upward, gist, "gist", "请写催问情况。", at=at)
        upward.chased += 1
        finish_duties(subject=upward.subject, at=at, verb="chase")
        _owe_chase(upward, at=at)
        record_step(upward, "chase", by=by, at=at, data={"times": upward.chased} | refs(gist=text))
        return upward


def record_answer(
    *,
    upward: Upward,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    answer: Annotated[UpwardAnswer, choice("上级怎么答复")],
    text: Annotated[str, note("告诉反映人的话", "上级怎么说、他们现在可以怎么办")],
    document: Annotated[str, line("答复文号")] = "",
    letter: Annotated[Sequence[Attachment], files("答复件扫描")] = (),
) -> Upward:
    """上级答复: whatever it says; every waiting reporter is told (a job does it case by case) and may ask again."""
    with transaction.atomic():
        upward = lock(upward, seen=seen)
        refuse_unless(may_record_answer(upward_facts(upward), by))
        upward.answer_text = written(upward, text, "text", "请写告诉反映人的话。", at=at)
        upward.state, upward.answer = UpwardState.ANSWERED, answer
        upward.answer_document, upward.answered_at, upward.ended_at = document.strip()[:80], at, at
        attach(attachments=letter, subject=upward.subject, item="answer", at=at)
        finish_duties(subject=upward.subject, at=at)
        data = {"answer": answer, "document": upward.answer_document} | refs(text=upward.answer_text)
        record_step(upward, "record_answer", by=by, at=at, data=data)
        return upward


def tell_waiting_reporters(*, waiting: UpwardCase, by: Actor, at: datetime) -> UpwardCase:
    """The answer reaches the reporter of one case, and those of the cases merged into it. Once."""
    with transaction.atomic():
        waiting = (
            UpwardCase.objects.select_for_update(of=("self",)).select_related("upward").get(pk=waiting.pk)
        )
        if waiting.told_at is not None:
            raise WrongState("told_already", "已经告诉过反映人。")
        upward = waiting.upward
        text = upward.answer_text.text if upward.answer_text else ""
        cases = Case.objects.filter(pk=waiting.case_id) | Case.objects.filter(lead=waiting.case_id)
        for case in cases.order_by("pk"):
            record_upward_answer(case=case, by=by, at=at, report=upward.number or "", text=text)
        waiting.told_at = at
        waiting.save(update_fields=["told_at"])
        return waiting


def withdraw_upward(
    *,
    upward: Upward,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("撤回理由")],
) -> Upward:
    """撤回: it does not go up after all."""
    with transaction.atomic():
        upward = lock(upward, seen=seen)
        refuse_unless(may_withdraw(upward_facts(upward), by))
        text = written(upward, reason, "reason", "请写撤回理由。", at=at)
        upward.state, upward.ended_at = UpwardState.WITHDRAWN, at
        finish_duties(subject=upward.subject, at=at)
        record_step(upward, "withdraw", by=by, at=at, data=refs(reason=text))
        return upward


def _add(upward: Upward, cases: Sequence[Case], *, at: datetime) -> None:
    UpwardCase.objects.bulk_create(
        [UpwardCase(upward=upward, case=case, added_at=at) for case in cases], ignore_conflicts=True
    )
    for case in cases:
        let_see(upward, [case.office.key])


def _owe_chase(upward: Upward, *, at: datetime) -> None:
    owe(upward, "chase", holder=upward.unit.key, role=Role.DESK, at=at)
