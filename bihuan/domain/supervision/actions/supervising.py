"""督办: issue, decide a listing, reply, lift, send back, escalate, withdraw, publish."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions import remind_case
from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.cases.queries import facts_of
from bihuan.domain.cases.rules.instructing import may_remind
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.remedies.queries.limits import limit_of
from bihuan.domain.supervision.actions.papers import supervision_paper
from bihuan.domain.supervision.actions.steps import (
    let_office_see,
    let_see,
    let_unit_see,
    lock,
    move,
    number_it,
    office_of,
    owe,
    record_step,
    refs,
    refuse_empty,
    written,
)
from bihuan.domain.supervision.choices import Rung, SupervisionState
from bihuan.domain.supervision.models import Supervision, SupervisionItem
from bihuan.domain.supervision.queries.facts import supervision_facts
from bihuan.domain.supervision.rules import ladder
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.actions import ask_approval, decide_approval, withdraw_approval
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.queries import open_approval
from bihuan.kernel.attachments.actions import attach
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.duties.actions import drop_duties, finish_duties, start_duty
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.verbs import choice, files, flag, line, note, pick, picks

KIND = "listing"


def issue_supervision(
    *,
    by: Actor,
    at: datetime,
    rung: Annotated[Rung, choice("层级", "提醒 → 督办科室 → 督办单位主要负责人 → 挂牌督办（要领导批准）")],
    addressee: Annotated[Office, pick("督办对象", "office", "科室，或科室所在的单位")],
    cases: Annotated[Sequence[Case], picks("有关工单", "case", "同一单位的多件列在一张单子上")],
    title: Annotated[str, line("标题")],
    demand: Annotated[str, note("督办要求", "要办到什么程度，报告什么")],
) -> Supervision:
    """督办: one paper for all that a unit is late with. It has its own clock; a listed order waits for a leader first."""
    refuse_empty(title, "title", "请写标题。")
    with transaction.atomic():
        rung = Rung(rung)
        office = office_of(addressee)
        inside = f"office:{office.pk}" in by.keys or _above(by, addressee)
        office = office if f"office:{office.pk}" in by.keys else _own_area(by, office)
        refuse_unless(
            ladder.may_issue(by, office.pk)
            or ladder.may_be_addressed(rung, addressee.kind, addressee.body_kind, inside=inside)
        )
        legs = _parts(cases, addressee)
        supervision = _make(
            office=office,
            rung=rung,
            addressee=addressee,
            title=title,
            cases=list(cases),
            legs=legs,
            demand=demand,
            at=at,
        )
        return _send(supervision, demand, by=by, at=at)


def decide_listing(
    *,
    supervision: Supervision,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    granted: Annotated[bool, flag("同意挂牌")] = False,
    answer: Annotated[str, note("意见")] = "",
) -> Supervision:
    """批准挂牌: the leading group's decision; from now on the head of the unit owes a report."""
    with transaction.atomic():
        supervision = lock(supervision, seen=seen)
        refuse_unless(ladder.may_decide(supervision_facts(supervision, by, at=at), by))
        asked = open_approval(supervision.subject, kind=KIND)
        if asked is None:
            raise WrongState("not_asked", "没有待批准的挂牌申请。")
        decide_approval(approval=asked, by=by, at=at, granted=granted, answer=answer)
        paper = {}
        if granted:
            paper = _put_in_force(supervision, by=by, at=at)
        else:
            move(supervision, SupervisionState.WITHDRAWN, ladder.is_transition)
            supervision.ended_at = at
        record_step(supervision, "decide", by=by, at=at, data={"granted": granted} | paper)
        return supervision


def decide_listing_approval(
    *, approval: Approval, by: Actor, at: datetime, granted: bool, answer: str
) -> Supervision:
    """The same from the queue of all approvals."""
    supervision = Supervision.objects.get(pk=approval.subject_id)
    return decide_listing(supervision=supervision, by=by, at=at, granted=granted, answer=answer)


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
        text = written(supervision, reason, "reason", "请写退回理由。", at=at)
        move(supervision, SupervisionState.ISSUED, ladder.is_transition)
        finish_duties(subject=supervision.subject, at=at, verb="lift")
        _owe_reply(supervision, at=at)
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
        above = _make(
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
        above = _send(above, demand, by=by, at=at)
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
        text = written(supervision, reason, "reason", "请写撤回理由。", at=at)
        asked = open_approval(supervision.subject, kind=KIND)
        if asked is not None:
            withdraw_approval(approval=asked, by=by, at=at)
        move(supervision, SupervisionState.WITHDRAWN, ladder.is_transition)
        supervision.ended_at, supervision.published_at = at, None
        drop_duties(subject=supervision.subject, at=at)
        record_step(supervision, "withdraw", by=by, at=at, data=refs(reason=text))
        return supervision


def publish_supervision(
    *, supervision: Supervision, by: Actor, at: datetime, seen: int | None = None
) -> Supervision:
    """公开挂牌: unit, title, since when and until when; no case and no person."""
    with transaction.atomic():
        supervision = lock(supervision, seen=seen)
        refuse_unless(ladder.may_publish(supervision_facts(supervision, by, at=at), by))
        supervision.published_at = at
        record_step(supervision, "publish", by=by, at=at)
        return supervision


def unpublish_supervision(
    *, supervision: Supervision, by: Actor, at: datetime, seen: int | None = None
) -> Supervision:
    """撤下公开."""
    with transaction.atomic():
        supervision = lock(supervision, seen=seen)
        refuse_unless(ladder.may_unpublish(supervision_facts(supervision, by, at=at), by))
        supervision.published_at = None
        record_step(supervision, "unpublish", by=by, at=at)
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


def _parts(cases: Sequence[Case], addressee: Office) -> dict[int, Leg]:
    """Of each case the part that lies with the addressee: the open one first, then the latest. Refused where there is none."""
    if not cases:
        raise Malformed("no_case", "请选有关的工单。", fields={"cases": "至少选一件。"})
    rows = Leg.objects.filter(case__in=cases, office__path__startswith=addressee.path)
    found: dict[int, Leg] = {}
    for leg in rows.order_by("ended_at", "id").select_related("office"):
        if leg.case_id not in found or leg.ended_at is None:
            found[leg.case_id] = leg
    strange = [case.number or "" for case in cases if case.pk not in found]
    if strange:
        raise Malformed(
            "not_theirs",
            f"这些工单没有由督办对象承办的部分：{'、'.join(strange)}。",
            "请去掉，或改选承办的科室、单位。",
            fields={"cases": "有的工单不由督办对象承办。"},
        )
    return found


def _make(
    *,
    office: Office,
    rung: Rung,
    addressee: Office,
    title: str,
    cases: Sequence[Case],
    legs: dict[int, Leg],
    demand: str,
    at: datetime,
    previous: Supervision | None = None,
) -> Supervision:
    supervision = Supervision.objects.create(
        office=office,
        opened_at=at,
        rung=rung,
        addressee=addressee,
        unit=addressee.unit or addressee,
        title=title.strip()[:120],
        previous=previous,
        state=SupervisionState.ASKED if rung == Rung.LISTED else SupervisionState.ISSUED,
    )
    supervision.demand = written(supervision, demand, "demand", "请写督办要求。", at=at)
    SupervisionItem.objects.bulk_create(
        SupervisionItem(supervision=supervision, case=case, leg=legs.get(case.pk)) for case in cases
    )
    let_office_see(supervision)
    return supervision


def _send(supervision: Supervision, demand: str, *, by: Actor, at: datetime) -> Supervision:
    """A listed order is asked for; everything else is in force at once."""
    number_it(supervision, at=at)
    said = {
        "number": supervision.number,
        "rung": supervision.rung,
        "addressee": supervision.addressee.code,
        "cases": [item.case.number for item in supervision.items.select_related("case").order_by("id")],
    } | refs(demand=supervision.demand)
    if supervision.rung == Rung.LISTED:
        ask_approval(
            kind=KIND,
            subject=supervision.subject,
            holder=supervision.office.key,
            role=Role.LEADER,
            by=by,
            at=at,
            reason=demand,
            payload={"number": supervision.number, "title": supervision.title},
            limit=limit_of("supervision.decide", at=at, parameter=supervision.limits),
        )
        record_step(supervision, "ask", by=by, at=at, data=said)
        return supervision
    paper = _put_in_force(supervision, by=by, at=at)
    _remind(supervision, demand, by=by, at=at)
    record_step(supervision, "issue", by=by, at=at, data=said | paper)
    return supervision


def _put_in_force(supervision: Supervision, *, by: Actor, at: datetime) -> dict[str, object]:
    """The addressee sees it and owes a report; the paper is made."""
    if supervision.state == SupervisionState.ASKED:
        move(supervision, SupervisionState.ISSUED, ladder.is_transition)
    supervision.issued_at = at
    section = supervision.addressee
    let_unit_see(supervision, supervision.unit, section=section)
    if section.pk != supervision.unit_id:
        let_see(supervision, [section.key])  # those who do the work read what is asked of them
    due_at = _owe_reply(supervision, at=at)
    demand = supervision.demand.text if supervision.demand else ""
    return {"paper": supervision_paper(supervision, demand, due_at=due_at, by=by, at=at).reference}


def _owe_reply(supervision: Supervision, *, at: datetime) -> datetime:
    """Within the limit of its rung."""
    upper = supervision.rung in (Rung.HEAD, Rung.LISTED)
    duty = start_duty(
        subject=supervision.subject,
        verb="reply",
        holder=supervision.addressee.key,
        role=Role.UNIT_HEAD if upper else "",
        started_at=at,
        limit=limit_of(f"supervision.reply.{supervision.rung}", at=at, parameter=supervision.limits),
    )
    return duty.due_at or at


def _remind(supervision: Supervision, demand: str, *, by: Actor, at: datetime) -> None:
    """The lowest rung is the 催办 that cases know already: it is written on each case too, once, by the same action."""
    if supervision.rung != Rung.REMINDER:
        return
    for item in supervision.items.select_related("case__office").order_by("case_id"):
        if may_remind(facts_of(item.case, by), by) is None:
            remind_case(case=item.case, by=by, at=at, message=demand)


def _above(by: Actor, addressee: Office) -> bool:
    return any(f"office:{pk}" in by.keys for pk in addressee.line_ids)


def _own_area(by: Actor, office: Office) -> Office:
    """A city's office may supervise a county's section too: it is in charge of what it issued."""
    above = [pk for pk in office.line_ids if f"office:{pk}" in by.keys]
    return Office.objects.get(pk=above[0]) if above else office
