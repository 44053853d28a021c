"""挂账: draft with milestones, ask a leader, enter, reach, review every quarter, finish."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions import carry_over_case, resume_carried_case
from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import Case
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.remedies.actions.steps import (
    lock,
    number_it,
    owe,
    record_step,
    refs,
    refuse_empty,
    refuse_past,
    written,
)
from bihuan.domain.remedies.choices import LongTermState
from bihuan.domain.remedies.models import LongTerm, Milestone, QuarterlyReview
from bihuan.domain.remedies.queries.facts import long_term_facts
from bihuan.domain.remedies.queries.limits import limit_of
from bihuan.domain.remedies.rules.long_term import (
    may_add_milestone,
    may_ask,
    may_decide,
    may_draft,
    may_enter,
    may_finish,
    may_reach,
    may_review,
    may_withdraw,
)
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.actions import ask_approval, decide_approval
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.queries import asked_approval
from bihuan.kernel.attachments.actions import attach
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.duties.actions import drop_duties, finish_duties
from bihuan.kernel.refusals import Malformed, NotAllowed, WrongState, refuse_unless
from bihuan.kernel.verbs import count, day, files, line, note, pick, verdict


def draft_long_term(
    *,
    by: Actor,
    at: datetime,
    case: Annotated[Case, pick("哪一件", "case")],
    reason: Annotated[str, note("为什么需要较长时间")],
) -> LongTerm:
    """起草挂账: for one case that cannot be done within its time, whatever anyone does."""
    with transaction.atomic():
        refuse_unless(may_draft(by, case.office_id))
        if case.state not in {State.HANDLING, State.PROMISED}:
            raise WrongState("wrong_state", "只有办理中的工单可以挂账。", "请核对工单状态。")
        if LongTerm.objects.filter(case=case, ended_at=None).exists():
            raise WrongState("asked_already", "这一件已经在申请挂账或已挂账。")
        long_term = LongTerm.objects.create(office=case.office, case=case, opened_at=at)
        long_term.reason = written(long_term, reason, "reason", "请写为什么需要较长时间。", at=at)
        number_it(long_term, at=at)
        data = {"number": long_term.number, "case": case.number} | refs(reason=long_term.reason)
        record_step(long_term, "draft", by=by, at=at, data=data)
        return long_term


def add_milestone(
    *,
    long_term: LongTerm,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    text: Annotated[str, line("里程碑")],
    office: Annotated[Office, pick("责任机构", "office")],
    due_on: Annotated[date, day("到期日")],
) -> LongTerm:
    """加一个里程碑: what will be reached, by whom, by when."""
    refuse_empty(text, "text", "请写里程碑。")
    refuse_past(due_on, at, field="due_on")
    with transaction.atomic():
        long_term = lock(long_term, seen=seen)
        refuse_unless(may_add_milestone(long_term_facts(long_term), by))
        milestone = Milestone.objects.create(
            long_term=long_term,
            place=long_term.milestones.count() + 1,
            text=text.strip()[:120],
            office=office,
            due_on=due_on,
        )
        if long_term.state == LongTermState.CARRIED:
            _owe_milestone(long_term, milestone, at=at)
        data = {"place": milestone.place, "text": milestone.text, "office": office.code, "due_on": due_on}
        record_step(long_term, "add_milestone", by=by, at=at, data=data)
        return long_term


def ask_long_term(*, long_term: LongTerm, by: Actor, at: datetime, seen: int | None = None) -> LongTerm:
    """送审: a leader of the area decides."""
    with transaction.atomic():
        long_term = lock(long_term, seen=seen)
        refuse_unless(may_ask(long_term_facts(long_term), by))
        long_term.state = LongTermState.ASKED
        ask_approval(
            kind="long_term",
            subject=long_term.subject,
            holder=long_term.office.key,
            role=Role.LEADER,
            by=by,
            at=at,
            reason=long_term.reason.text if long_term.reason else "",
            payload={"number": long_term.number or "", "case": long_term.case.number or ""},
            limit=limit_of("long_term.decide", at=at),
        )
        record_step(long_term, "ask", by=by, at=at)
        return long_term


def decide_long_term(
    *,
    long_term: LongTerm,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    granted: Annotated[bool, verdict("同意挂账")],
    answer: Annotated[str, note("审批意见")] = "",
) -> LongTerm:
    """审批挂账: yes, and the office enters it; no, and the case goes on under its clocks."""
    with transaction.atomic():
        long_term = lock(long_term, seen=seen)
        refuse_unless(may_decide(long_term_facts(long_term), by))
        asked = asked_approval(long_term.subject, kind="long_term")
        decided = decide_approval(approval=asked, by=by, at=at, granted=granted, answer=answer)
        long_term.state = LongTermState.APPROVED if granted else LongTermState.DRAFT
        if granted:
            owe(long_term, "enter", holder=long_term.office.key, role=Role.OFFICE, at=at)
        data = {"granted": granted} | refs(answer=decided.answer)
        record_step(long_term, "decide", by=by, at=at, data=data)
        return long_term


def decide_long_term_approval(
    *, approval: Approval, by: Actor, at: datetime, granted: bool, answer: str
) -> Approval:
    """The same decision, from the one queue of approvals."""
    long_term = LongTerm.objects.get(pk=approval.subject_id)
    decide_long_term(long_term=long_term, by=by, at=at, granted=granted, answer=answer)
    approval.refresh_from_db()
    return approval


def enter_long_term(
    *,
    long_term: LongTerm,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    document: Annotated[str, line("批准文件", "领导小组会议纪要或文号")],
) -> LongTerm:
    """列入挂账: the case's clocks stand still, the milestones' run; it stays open and counted."""
    refuse_empty(document, "document", "请写批准文件。")
    with transaction.atomic():
        long_term = lock(long_term, seen=seen)
        refuse_unless(may_enter(long_term_facts(long_term), by))
        long_term.state, long_term.document, long_term.entered_at = (
            LongTermState.CARRIED,
            document.strip()[:120],
            at,
        )
        finish_duties(subject=long_term.subject, at=at, verb="enter")
        for milestone in long_term.milestones.select_related("office").filter(reached_at=None):
            _owe_milestone(long_term, milestone, at=at)
        _owe_review(long_term, at=at)
        reason = long_term.reason.text if long_term.reason else ""
        carry_over_case(case=long_term.case, by=by, at=at, document=long_term.document, reason=reason)
        record_step(long_term, "enter", by=by, at=at, data={"document": long_term.document})
        return long_term


def reach_milestone(
    *,
    long_term: LongTerm,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    place: Annotated[int, count("第几项里程碑")],
    evidence: Annotated[Sequence[Attachment], files("佐证材料")] = (),
) -> LongTerm:
    """完成里程碑, by whoever answers for it."""
    with transaction.atomic():
        long_term = lock(long_term, seen=seen)
        refuse_unless(may_reach(long_term_facts(long_term), by))
        milestone = long_term.milestones.select_related("office").filter(place=place, reached_at=None).first()
        if milestone is None:
            raise Malformed(
                "no_such_milestone", "没有这一项未完成的里程碑。", fields={"place": "请核对序号。"}
            )
        if not {milestone.office.key, long_term.office.key} & by.keys:
            raise NotAllowed("not_your_milestone", "这一项里程碑由别的单位负责。", "请由责任机构办理。")
        milestone.reached_at = at
        milestone.save(update_fields=["reached_at"])
        attach(attachments=evidence, subject=long_term.subject, item=milestone.item, at=at)
        finish_duties(subject=long_term.subject, at=at, item=milestone.item)
        data = {"place": place, "files": [a.pk for a in evidence]}
        record_step(long_term, "reach_milestone", by=by, at=at, data=data)
        return long_term


def review_long_term(
    *,
    long_term: LongTerm,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    opinion: Annotated[str, note("检查意见", "推进了什么、卡在哪里")],
) -> LongTerm:
    """季度检查: the next one is owed from now."""
    with transaction.atomic():
        long_term = lock(long_term, seen=seen)
        refuse_unless(may_review(long_term_facts(long_term), by))
        text = written(long_term, opinion, "opinion", "请写检查意见。", at=at)
        QuarterlyReview.objects.create(long_term=long_term, at=at, opinion=text)
        finish_duties(subject=long_term.subject, at=at, verb="review")
        _owe_review(long_term, at=at)
        record_step(long_term, "review", by=by, at=at, data=refs(opinion=text))
        return long_term


def finish_long_term(*, long_term: LongTerm, by: Actor, at: datetime, seen: int | None = None) -> LongTerm:
    """销账: off the list; the case is handled on from where its clocks stood."""
    with transaction.atomic():
        long_term = lock(long_term, seen=seen)
        refuse_unless(may_finish(long_term_facts(long_term), by))
        long_term.state, long_term.ended_at = LongTermState.DONE, at
        finish_duties(subject=long_term.subject, at=at)
        resume_carried_case(case=long_term.case, by=by, at=at)
        record_step(long_term, "finish", by=by, at=at)
        return long_term


def withdraw_long_term(
    *,
    long_term: LongTerm,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("撤回理由")],
) -> LongTerm:
    """撤回: it is not carried after all."""
    with transaction.atomic():
        long_term = lock(long_term, seen=seen)
        refuse_unless(may_withdraw(long_term_facts(long_term), by))
        text = written(long_term, reason, "reason", "请写撤回理由。", at=at)
        long_term.state, long_term.ended_at = LongTermState.WITHDRAWN, at
        drop_duties(subject=long_term.subject, at=at)
        record_step(long_term, "withdraw", by=by, at=at, data=refs(reason=text))
        return long_term


def _owe_milestone(long_term: LongTerm, milestone: Milestone, *, at: datetime) -> None:
    owe(
        long_term,
        "reach_milestone",
        holder=milestone.office.key,
        item=milestone.item,
        at=at,
        due_on=milestone.due_on,
    )


def _owe_review(long_term: LongTerm, *, at: datetime) -> None:
    owe(long_term, "review", holder=long_term.office.key, role=Role.OFFICE, at=at)
