"""The simple track: register → reply → closed; sampled follow-up; the asker may turn it into a case."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.clocks import end_all_duties, keep_promise, owe_office
from bihuan.domain.cases.actions.steps import add_hand, end_custody, lock_case, pass_to, record_step
from bihuan.domain.cases.choices import Outcome, RequestType, Stage, State, Step
from bihuan.domain.cases.models import Case, FollowUp
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.queries.limits import limit_for
from bihuan.domain.cases.rules.answering import is_sampled, may_reply, may_turn_into_case
from bihuan.domain.knowledge.models import KnowledgeEntry
from bihuan.domain.knowledge.queries import is_offered
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.actions import drop_duties, finish_duties, start_duty
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.verbs import note, pick


def reply_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reply: Annotated[str, note("答复", "写明依据和办理途径")],
    entry: Annotated[KnowledgeEntry | None, pick("引用的知识条目", "knowledge", "咨询必须引用")] = None,
) -> Case:
    """直接答复: answered from the knowledge base and closed; some of these are followed up by sample."""
    if not reply.strip():
        raise Malformed("no_reply", "还没有写答复。", fields={"reply": "请填写答复。"})
    if entry is not None and not is_offered(entry, on=day_of(at)):
        raise Malformed(
            "entry_not_offered",
            "这条知识已撤下或已过复核日期。",
            "请换一条，或受理后派单。",
            fields={"entry": "请换一条。"},
        )
    if entry is None and case.request_type == RequestType.INQUIRY:
        raise Malformed(
            "no_entry",
            "答复咨询要引用知识条目。",
            "请选一条；知识库没有的，请受理后派单。",
            fields={"entry": "请选知识条目。"},
        )
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_reply(facts_of(case, by), by))
        text = write_note(subject=case.subject, text=reply, at=at)
        case.simple, case.outcome = True, Outcome.EXPLAINED
        add_hand(case, Step.REPLIED, by=by, at=at)
        finish_duties(subject=case.subject, at=at, verb="accept")
        keep_promise(case, at=at)
        end_all_duties(case, at=at)
        end_custody(case, at=at)
        _sample(case, at=at)
        record_step(
            case,
            "reply",
            by=by,
            at=at,
            to=State.CLOSED,
            data={"reply": note_ref(text), "entry": entry.pk if entry else None},
        )
        return case


def turn_into_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("还需要办什么")] = "",
) -> Case:
    """转为办理: the answer did not help; the office owes its dispatch, four hands hold from here on."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_turn_into_case(facts_of(case, by), by))
        text = write_note(subject=case.subject, text=reason, at=at)
        FollowUp.objects.filter(case=case, round=0, finished_at=None).update(finished_at=at, via="case")
        drop_duties(subject=case.subject, at=at, verb="follow_up")
        case.simple, case.outcome = False, ""
        case.request_type = RequestType.REQUEST
        owe_office(case, "promise", role=Role.OFFICE, at=at)
        owe_office(case, "dispatch", role=Role.OFFICE, at=at)
        pass_to(case, office_id=case.office_id, stage=Stage.TRIAGE, at=at)
        record_step(case, "turn_into_case", by=by, at=at, to=State.ACCEPTED, data={"reason": note_ref(text)})
        return case


def _sample(case: Case, *, at: datetime) -> None:
    """A sampled answer is followed up like a case, without keeping the case open for it. Answered twice, it is asked about once."""
    if not is_sampled(case.number or "", percent=value("cases.reply_sample", on=day_of(at))):
        return
    duty = start_duty(
        subject=case.subject,
        verb="follow_up",
        holder=case.office.key,
        role=Role.FOLLOW_UP,
        started_at=at,
        limit=limit_for(case, "sample", at=at),
    )
    FollowUp.objects.create(case=case, round=0, due_at=duty.due_at or at)
