"""暂停、恢复: clocks stand still while the case waits for something outside everybody's hands; approved, told to the reporter, until a day."""

from datetime import date, datetime, timedelta
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.extending import NO, YES, answer_by, refuse_unless_reason
from bihuan.domain.cases.actions.steps import lock_case, pass_to, record_step
from bihuan.domain.cases.actions.telling import tell_reporter
from bihuan.domain.cases.choices import Stage
from bihuan.domain.cases.choices.states import LEG_OPEN
from bihuan.domain.cases.models import Case, Custody
from bihuan.domain.cases.queries.approvals import asked_first, case_of
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.rules.extending import (
    may_decide_suspension,
    may_request_suspension,
    may_resume,
    suspension_fits,
)
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals import ask_approval, decide_approval
from bihuan.kernel.approvals.actions import expire_approval
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.calendar import CITY_TIME, day_of
from bihuan.kernel.duties.actions import pause_duty, resume_duty
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.notes.actions import note_ref
from bihuan.kernel.refusals import WrongState, refuse_unless
from bihuan.kernel.verbs import day, line, note, verdict

KIND = "suspension"
# What a leader asked for is owed all the same.
RUNS_ON = frozenset({"report_instruction"})


def request_suspension(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    until: Annotated[date, day("暂停到哪一天（含）")],
    reason: Annotated[str, note("暂停理由", "在等什么，为什么只能等")],
    document: Annotated[str, line("依据文件")] = "",
) -> Case:
    """申请暂停: with a reason and the last day of the pause. Until it is granted every clock runs on."""
    refuse_unless_reason(reason)
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_request_suspension(facts_of(case, by), by))
        refuse_unless(suspension_fits(on=day_of(at), until=until))
        asked = ask_approval(
            kind=KIND,
            subject=case.subject,
            holder=case.office.key,
            role=Role.OFFICE,
            by=by,
            at=at,
            reason=reason,
            payload={"until": until.isoformat(), "number": case.number},
            document=document,
            expires_at=answer_by(case, "decide_suspension", at=at),
        )
        said = {"until": until, "reason": note_ref(asked.reason)}
        record_step(case, "request_suspension", by=by, at=at, data=said)
        return case


def decide_suspension(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    granted: Annotated[bool, verdict("同意暂停")],
    answer: Annotated[str, note("审批意见", "同意的会告知反映人")] = "",
) -> Case:
    """暂停审批: a yes stops every clock of the case until its day, and the time is nobody's."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_decide_suspension(facts_of(case, by), by))
        asked = asked_first(case, KIND)
        until = date.fromisoformat(asked.payload["until"])
        if granted:
            refuse_unless(suspension_fits(on=day_of(at), until=until))
        decide_approval(approval=asked, by=by, at=at, granted=granted, answer=answer)
        if granted:
            _suspend(case, until=until, at=at)
        said = {"until": until, "granted": granted, "answer": YES if granted else NO}
        entry = record_step(case, "decide_suspension", by=by, at=at, data=said)
        if granted:
            told = f"您反映的问题经批准暂停办理，最迟 {until:%Y年%m月%d日} 以后恢复，办理时限相应顺延。"
            tell_reporter(case, entry, told, at=at)
        return case


def answer_suspension(*, approval: Approval, by: Actor, at: datetime, granted: bool, answer: str) -> Case:
    """The same from the queue of all approvals."""
    return decide_suspension(case=case_of(approval), by=by, at=at, granted=granted, answer=answer)


def expire_suspension(*, approval: Approval, by: Actor, at: datetime) -> Case:
    """Nobody answered in time: the request counts as refused."""
    with transaction.atomic():
        case = lock_case(case_of(approval))
        expire_approval(approval=approval, at=at)
        record_step(case, "expire_suspension", by=by, at=at)
        return case


def resume_case(*, case: Case, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """恢复办理: the obstacle is gone before its day; every clock goes on, every date moves by what was paused."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_resume(facts_of(case, by), by))
        _resume(case, at=at)
        record_step(case, "resume", by=by, at=at, data={"early": True})
        return case


def end_suspension(*, case: Case, by: Actor, at: datetime) -> Case:
    """The calendar found that the last day of the pause is over: clocks go on from that midnight, however late the job comes."""
    with transaction.atomic():
        case = lock_case(case)
        if case.suspended_at is None or case.suspended_until is None or day_of(at) <= case.suspended_until:
            raise WrongState("not_over", "暂停还没有到期。", "")
        midnight = datetime.combine(
            case.suspended_until + timedelta(days=1), datetime.min.time(), tzinfo=CITY_TIME
        )
        _resume(case, at=midnight)
        record_step(case, "resume", by=by, at=at, data={"early": False})
        return case


def _suspend(case: Case, *, until: date, at: datetime) -> None:
    for duty in open_duties(case.subject).exclude(verb__in=RUNS_ON):
        pause_duty(duty=duty, at=at)
    case.suspended_at, case.suspended_until = at, until
    pass_to(case, office_id=case.office_id, stage=Stage.SUSPENDED, at=at)


def _resume(case: Case, *, at: datetime) -> None:
    """Whoever held the case before the pause holds it again."""
    due = {}
    for duty in open_duties(case.subject).filter(pauses__to_at=None, pauses__isnull=False):
        due[duty.item, duty.verb] = resume_duty(duty=duty, at=at).due_at
    for leg in case.legs.filter(state__in=sorted(LEG_OPEN)):
        leg.due_at = due.get((leg.item, "handle")) or leg.due_at
        leg.save(update_fields=["due_at"])
    case.suspended_at = case.suspended_until = None
    before = Custody.objects.filter(case=case).exclude(stage=Stage.SUSPENDED).order_by("-from_at", "-id")[0]
    pass_to(case, office_id=before.office_id, stage=Stage(before.stage), at=at)
