"""督办, once it is sent: reply, lift, send back, escalate, withdraw."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.organisations.choices import Role
from bihuan.domain.supervision.actions.issuing import LISTING, draw_up, owe_reply, send
from bihuan.domain.supervision.actions.redacting import known_to, refuse_what_tells
from bihuan.domain.supervision.actions.steps import lock, move, owe, record_step, refs, written
from bihuan.domain.supervision.choices import SupervisionState
from bihuan.domain.supervision.models import Supervision
from bihuan.domain.supervision.queries.facts import cases_on, supervision_facts
from bihuan.domain.supervision.rules import ladder
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.actions import withdraw_open_approval
from bihuan.kernel.attachments.actions import attach
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.duties.actions import drop_duties, finish_duties
from bihuan.kernel.refusals import WrongState, refuse_unless
from bihuan.kernel.verbs import files, note


def reply_supervision(
    *,
    supervision: Supervision,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reply: Annotated[str, note("办理报告", "逐件写明办到哪一步、什么时候办完、今后怎样防止")],
    evidence: Annotated[Sequence[Attachment], files("附件")] = (),
) -> Supervision:
    """报告: the addressee answers; the office owes the check."""
    with transaction.atomic():
        supervision = lock(supervision, seen=seen)
        refuse_unless(ladder.may_reply(supervision_facts(supervision, by, at=at), by))
        refuse_what_tells(known_to(by, cases_on(supervision)), reply=reply)
        supervision.reply = written(supervision, reply, "reply", "请写办理报告。", at=at)
        attach(attachments=evidence, subject=supervision.subject, item="reply", at=at)
        move(supervision, SupervisionState.REPLIED, ladder.is_transition)
        supervision.replied_at = at
        finish_duties(subject=supervision.subject, at=at, verb="reply")
        drop_duties(subject=supervision.subject, at=at, verb="escalate")
        owe(supervision, "lift", holder=supervision.office.key, role=Role.OFFICE, at=at)
        data = {"files": [a.pk for a in evidence]} | refs(reply=supervision.reply)
        record_step(supervision, "reply", by=by, at=at, data=data)
        return supervision


def lift_supervision(
    *,
    supervision: Supervision,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    opinion: Annotated[str, note("核查意见", "看了什么，是否属实")],
) -> Supervision:
    """解除督办: the office checked the report and found it carried."""
    with transaction.atomic():
        supervision = lock(supervision, seen=seen)
        refuse_unless(ladder.may_lift(supervision_facts(supervision, by, at=at), by))
        refuse_what_tells(cases_on(supervision), opinion=opinion)
        text = written(supervision, opinion, "opinion", "请写核查意见。", at=at)
        move(supervision, SupervisionState.LIFTED, ladder.is_transition)
        supervision.ended_at = at
        finish_duties(subject=supervision.subject, at=at)
        record_step(supervision, "lift", by=by, at=at, data=refs(opinion=text))
        return supervision


def send_back_supervision(
    *,
    supervision: Supervision,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("退回理由", "写明报告哪里不够")],
) -> Supervision:
    """核查退回: the addressee owes a better report, in the same limit again."""
    with transaction.atomic():
        supervision = lock(supervision, seen=seen)
        refuse_unless(ladder.may_send_back(supervision_facts(supervision, by, at=at), by))
        refuse_what_tells(cases_on(supervision), reason=reason)
        text = written(supervision, reason, "reason", "请写退回理由。", at=at)
        move(supervision, SupervisionState.ISSUED, ladder.is_transition)
        finish_duties(subject=supervision.subject, at=at, verb="lift")
        owe_reply(supervision, at=at)
        record_step(supervision, "send_back", by=by, at=at, data=refs(reason=text))
        return supervision


def escalate_supervision(
    *,
    supervision: Supervision,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    demand: Annotated[str, note("上一级的督办要求", "写明为什么升级")],
) -> Supervision:
    """升级督办: the next rung, with the same cases; this one ends. Returns the new one."""
    with transaction.atomic():
        supervision = lock(supervision, seen=seen)
        refuse_unless(ladder.may_escalate(supervision_facts(supervision, by, at=at), by))
        rung = ladder.next_rung(supervision.rung)
        assert rung is not None  # may_escalate saw to it
        move(supervision, SupervisionState.ESCALATED, ladder.is_transition)
        supervision.ended_at = at
        drop_duties(subject=supervision.subject, at=at)
        items = list(supervision.items.select_related("case", "leg").order_by("id"))
        above = draw_up(
            office=supervision.office,
            rung=rung,
            addressee=supervision.unit if rung in ladder.TO_A_UNIT else supervision.addressee,
            title=supervision.title,
            cases=[item.case for item in items],
            legs={item.case_id: item.leg for item in items if item.leg},
            demand=demand,
            at=at,
            previous=supervision,
        )
        above = send(above, demand, by=by, at=at)
        record_step(supervision, "escalate", by=by, at=at, data={"to": above.number, "rung": rung})
        return above


def withdraw_supervision(
    *,
    supervision: Supervision,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("撤回理由")],
) -> Supervision:
    """撤回: it should not have been sent. The number stays used, the row stays readable."""
    with transaction.atomic():
        supervision = lock(supervision, seen=seen)
        refuse_unless(ladder.may_withdraw(supervision_facts(supervision, by, at=at), by))
        refuse_what_tells(cases_on(supervision), reason=reason)
        text = written(supervision, reason, "reason", "请写撤回理由。", at=at)
        withdraw_open_approval(subject=supervision.subject, kind=LISTING, by=by, at=at)
        move(supervision, SupervisionState.WITHDRAWN, ladder.is_transition)
        supervision.ended_at, supervision.published_at = at, None
        drop_duties(subject=supervision.subject, at=at)
        record_step(supervision, "withdraw", by=by, at=at, data=refs(reason=text))
        return supervision


def call_for_escalation(*, supervision: Supervision, by: Actor, at: datetime) -> Supervision:
    """到期未报告: the calendar's own verb. The office owes the decision whether to go up a rung; it is not taken for it."""
    with transaction.atomic():
        supervision = lock(supervision)
        facts = supervision_facts(supervision, at=at)
        if (
            supervision.state != SupervisionState.ISSUED
            or not facts.overdue
            or ladder.next_rung(facts.rung) is None
        ):
            raise WrongState("not_overdue", "没有到期未报告，或没有更高一级。", "")
        owe(supervision, "escalate", holder=supervision.office.key, role=Role.OFFICE, at=at)
        record_step(supervision, "call", by=by, at=at)
        return supervision
