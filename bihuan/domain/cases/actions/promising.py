"""承诺限期 accepted; 挂账 and back."""

from datetime import date, datetime, time
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.checking import reopen_leg
from bihuan.domain.cases.actions.steps import add_hand, lock_case, pass_to, record_step
from bihuan.domain.cases.actions.suspending import RUNS_ON
from bihuan.domain.cases.choices import Outcome, Stage, State, Step
from bihuan.domain.cases.models import Case, CheckResult, Completion
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.rules.promising import may_accept_promise, may_carry_over, may_resume_carried
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import CITY_TIME, day_of
from bihuan.kernel.duties.actions import finish_duties, pause_duty, resume_duties, start_duty
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.verbs import line, note

CLOSE_OF_OFFICE = time(17, 30)


def accept_promise(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    opinion: Annotated[str, note("核查意见")] = "",
) -> Case:
    """确认承诺: the date is told to the reporter; on that day the office that promised owes its proof."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_accept_promise(facts_of(case, by), by))
        promised = Completion.objects.filter(
            leg__case=case, round=case.round, outcome=Outcome.PROMISED
        ).order_by("-id")[0]
        _refuse_if_past(promised.promised_on, at)
        due_at = end_of(promised.promised_on)
        text = write_note(subject=case.subject, text=opinion, at=at)
        CheckResult.objects.create(
            case=case,
            round=case.round,
            passed=False,
            outcome=Outcome.PROMISED,
            reason=text,
            by_id=by.hand,
            at=at,
        )
        add_hand(case, Step.CHECKED, by=by, at=at)
        finish_duties(subject=case.subject, at=at, verb="check")
        start_duty(
            subject=case.subject,
            verb="promise",
            holder=case.office.key,
            role="OFFICE",
            started_at=at,
            due_at=due_at,
        )
        leg = reopen_leg(case, at=at, due_at=due_at)
        pass_to(case, office_id=leg.office_id, stage=Stage.HANDLING, at=at)
        record_step(
            case,
            "accept_promise",
            by=by,
            at=at,
            to=State.PROMISED,
            data={
                "promised_on": f"{promised.promised_on}",
                "office": leg.office.code,
                "opinion": note_ref(text),
            },
        )
        return case


def carry_over_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    document: Annotated[str, line("批准文件", "领导小组会议纪要或文号")],
    reason: Annotated[str, note("为什么需要较长时间")],
) -> Case:
    """挂账: the leading group approved that it takes long; it stays open and counted, its clocks stand still, its milestones run."""
    _refuse_unless_said(document=document, reason=reason)
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_carry_over(facts_of(case, by), by))
        text = write_note(subject=case.subject, text=reason, at=at)
        for duty in open_duties(case.subject).exclude(verb__in=RUNS_ON):
            pause_duty(duty=duty, at=at)
        record_step(
            case,
            "carry_over",
            by=by,
            at=at,
            to=State.LONG_TERM,
            data={"document": document, "reason": note_ref(text)},
        )
        return case


def resume_carried_case(*, case: Case, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """恢复办理: off the long-term list; the clocks go on from where they stood."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_resume_carried(facts_of(case, by), by))
        resume_duties(subject=case.subject, at=at)
        record_step(case, "resume_carried", by=by, at=at, to=State.HANDLING)
        return case


def _refuse_if_past(promised_on: date | None, at: datetime) -> None:
    if promised_on is None or promised_on <= day_of(at):
        raise WrongState(
            "promise_past", "承诺的日期已经到了。", "请核查证明后退回重办，或请承办单位重新报告。"
        )


def _refuse_unless_said(**texts: str) -> None:
    empty = {name: "请填写。" for name, text in texts.items() if not text.strip()}
    if empty:
        raise Malformed("incomplete", "挂账要写明批准文件和理由。", "请补充。", fields=empty)


def end_of(day: date | None) -> datetime:
    """Close of office hours on a day."""
    assert day is not None  # a promise has its day, see complete_case
    return datetime.combine(day, CLOSE_OF_OFFICE, tzinfo=CITY_TIME)
