"""平台故障登记 and 约谈: made by one, confirmed by another."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from django.db import transaction
from django.db.models import Q

from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office, Tenure
from bihuan.domain.remedies.queries.limits import limit_of
from bihuan.domain.supervision.actions.papers import minutes_paper
from bihuan.domain.supervision.actions.redacting import known_to, refuse_what_tells
from bihuan.domain.supervision.actions.steps import (
    let_office_see,
    let_unit_see,
    lock,
    number_it,
    office_of,
    record_step,
    refs,
    refuse_empty,
    written,
)
from bihuan.domain.supervision.choices import InterviewState, OutageState, System
from bihuan.domain.supervision.models import Interview, Outage, Supervision
from bihuan.domain.supervision.queries.facts import cases_on, interview_facts, outage_facts
from bihuan.domain.supervision.rules import records
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.approvals.actions import ask_approval, decide_approval
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.queries import asked_approval
from bihuan.kernel.attachments.actions import attach
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.actions import drop_duties, finish_duties, start_duty
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.verbs import choice, day, files, line, moment, note, pick, verdict

OUTAGE = "outage"


def record_outage(
    *,
    by: Actor,
    at: datetime,
    system: Annotated[System, choice("什么系统")],
    from_at: Annotated[datetime, moment("从什么时候")],
    to_at: Annotated[datetime, moment("到什么时候恢复")],
    account: Annotated[str, note("情况和证据", "怎样发现，哪里有记录，谁受影响")],
    only_unit: Annotated[Office | None, pick("只影响一个单位", "office", "影响全部单位的不用填")] = None,
    evidence: Annotated[Sequence[Attachment], files("证据", "监控截图、运维记录")] = (),
) -> Outage:
    """登记平台故障: from when to when nobody could work. It counts only when somebody else has approved it."""
    if not from_at < to_at <= at:
        raise Malformed(
            "not_a_period",
            "起止时间不对。",
            "开始要早于恢复，恢复不能晚于现在。",
            fields={"to_at": "请核对起止时间。"},
        )
    with transaction.atomic():
        office = area_of(by)
        refuse_unless(records.may_record_outage(by, office.pk))
        outage = Outage.objects.create(
            office=office, opened_at=at, system=system, from_at=from_at, to_at=to_at, only_unit=only_unit
        )
        refuse_what_tells([], account=account)
        outage.account = written(outage, account, "account", "请写情况和证据。", at=at)
        attach(attachments=evidence, subject=outage.subject, item="account", at=at)
        let_office_see(outage)
        number_it(outage, at=at)
        ask_approval(
            kind=OUTAGE,
            subject=outage.subject,
            holder=office.key,
            role=Role.ARBITER,
            by=by,
            at=at,
            reason=account,
            payload={"number": outage.number or "", "system": System(system).label},
            limit=limit_of("outage.approve", at=at, parameter=outage.limits),
        )
        data = {"number": outage.number, "system": system, "from_at": from_at, "to_at": to_at}
        record_step(outage, "record", by=by, at=at, data=data | refs(account=outage.account))
        return outage


def approve_outage(
    *,
    outage: Outage,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    granted: Annotated[bool, verdict("认定")],
    answer: Annotated[str, note("意见")] = "",
) -> Outage:
    """认定平台故障: its office time is nobody's lateness from now on, and what was found before is computed again."""
    with transaction.atomic():
        outage = lock(outage, seen=seen)
        refuse_unless(records.may_approve_outage(outage_facts(outage, by), by))
        asked = asked_approval(outage.subject, kind=OUTAGE)
        decide_approval(approval=asked, by=by, at=at, granted=granted, answer=answer)
        outage.state = OutageState.APPROVED if granted else OutageState.REFUSED
        outage.ended_at = at
        record_step(outage, "approve", by=by, at=at, data={"granted": granted})
        return outage


def approve_outage_approval(
    *, approval: Approval, by: Actor, at: datetime, granted: bool, answer: str
) -> Outage:
    """The same from the queue of all approvals."""
    outage = Outage.objects.get(pk=approval.subject_id)
    return approve_outage(outage=outage, by=by, at=at, granted=granted, answer=answer)


def revoke_outage(
    *, outage: Outage, by: Actor, at: datetime, seen: int | None = None, reason: Annotated[str, note("理由")]
) -> Outage:
    """撤销认定: it was not so. What it took from accounts comes back; cards that were lifted for it stay lifted."""
    with transaction.atomic():
        outage = lock(outage, seen=seen)
        refuse_unless(records.may_revoke_outage(outage_facts(outage, by), by))
        refuse_what_tells([], reason=reason)
        text = written(outage, reason, "reason", "请写理由。", at=at)
        outage.state = OutageState.REVOKED
        record_step(outage, "revoke", by=by, at=at, data=refs(reason=text))
        return outage


def arrange_interview(
    *,
    by: Actor,
    at: datetime,
    unit: Annotated[Office, pick("被约谈单位", "office")],
    person: Annotated[Person, pick("被约谈人", "person", "一般是单位主要负责人或分管负责人")],
    title: Annotated[str, line("事由")],
    planned_at: Annotated[datetime, moment("约定时间")],
    place: Annotated[str, line("地点")],
    supervision: Annotated[Supervision | None, pick("起因的督办单", "supervision", "没有可以不填")] = None,
) -> Interview:
    """约谈: somebody who answers for a unit is asked to come."""
    refuse_empty(title, "title", "请写事由。")
    refuse_empty(place, "place", "请写地点。")
    if planned_at <= at:
        raise Malformed("past", "约定时间已经过去。", fields={"planned_at": "请填写以后的时间。"})
    with transaction.atomic():
        office = area_of(by)
        refuse_unless(records.may_arrange(by, office.pk))
        whole = unit.unit or unit
        if not _serves(person, whole, at):
            raise Malformed(
                "not_of_the_unit",
                f"{person.name}现在不在{whole.name}任职。",
                "请核对被约谈单位和被约谈人。",
                fields={"person": "请选在这个单位任职的人。"},
            )
        refuse_what_tells(cases_on(supervision), title=title, place=place)
        interview = Interview.objects.create(
            office=office,
            opened_at=at,
            unit=whole,
            person=person,
            title=title.strip()[:120],
            planned_at=planned_at,
            place=place.strip()[:60],
            supervision=supervision,
        )
        let_office_see(interview)
        let_unit_see(interview, whole, person_id=person.pk)
        start_duty(
            subject=interview.subject,
            verb="record_minutes",
            holder=office.key,
            role=Role.OFFICE,
            started_at=at,
            due_at=planned_at,
        )
        number_it(interview, at=at)
        data = {"number": interview.number, "unit": whole.code, "planned_at": planned_at}
        if supervision is not None:
            data["supervision"] = supervision.number
        record_step(interview, "arrange", by=by, at=at, data=data)
        return interview


def record_minutes(
    *,
    interview: Interview,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    present: Annotated[str, line("参加人员", "姓名和职务")],
    minutes: Annotated[str, note("约谈内容", "指出了什么问题，提出了什么要求")],
    promises: Annotated[str, note("整改承诺", "被约谈人承诺做到什么")],
    report_on: Annotated[date | None, day("何时报告整改情况")] = None,
) -> Interview:
    """约谈纪要: what was said and promised; the paper is made, and the person confirms it."""
    refuse_empty(present, "present", "请写参加人员。")
    with transaction.atomic():
        interview = lock(interview, seen=seen)
        refuse_unless(records.may_record_minutes(interview_facts(interview, by), by))
        refuse_what_tells(
            cases_on(interview.supervision), present=present, minutes=minutes, promises=promises
        )
        interview.minutes = written(interview, minutes, "minutes", "请写约谈内容。", at=at)
        interview.promises = written(interview, promises, "promises", "请写整改承诺。", at=at)
        interview.state, interview.held_at, interview.report_on = InterviewState.HELD, at, report_on
        finish_duties(subject=interview.subject, at=at, verb="record_minutes")
        start_duty(
            subject=interview.subject,
            verb="confirm",
            holder=f"person:{interview.person_id}",
            started_at=at,
            limit=limit_of("interview.confirm", at=at, parameter=interview.limits),
        )
        made = minutes_paper(interview, minutes, promises, present, by=by, at=at)
        record_step(
            interview,
            "record_minutes",
            by=by,
            at=at,
            data=refs(minutes=interview.minutes, promises=interview.promises) | {"paper": made.reference},
        )
        return interview


def confirm_interview(
    *,
    interview: Interview,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    remark: Annotated[str, note("不同意见", "没有可以不写")] = "",
) -> Interview:
    """确认纪要 by the person themselves; what they see otherwise is kept beside it."""
    with transaction.atomic():
        interview = lock(interview, seen=seen)
        refuse_unless(records.may_confirm(interview_facts(interview, by), by))
        refuse_what_tells(known_to(by, cases_on(interview.supervision)), remark=remark)
        if remark.strip():
            interview.remark = written(interview, remark, "remark", "", at=at)
        interview.state, interview.ended_at = InterviewState.CONFIRMED, at
        finish_duties(subject=interview.subject, at=at)
        record_step(interview, "confirm", by=by, at=at, data=refs(remark=interview.remark))
        return interview


def cancel_interview(
    *,
    interview: Interview,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("理由")],
) -> Interview:
    """取消约谈."""
    with transaction.atomic():
        interview = lock(interview, seen=seen)
        refuse_unless(records.may_cancel(interview_facts(interview, by), by))
        refuse_what_tells(cases_on(interview.supervision), reason=reason)
        text = written(interview, reason, "reason", "请写理由。", at=at)
        interview.state, interview.ended_at = InterviewState.CANCELLED, at
        drop_duties(subject=interview.subject, at=at)
        record_step(interview, "cancel", by=by, at=at, data=refs(reason=text))
        return interview


def area_of(by: Actor) -> Office:
    """The government for which this actor acts."""
    own = Office.objects.filter(pk=by.office_id or 0).select_related("area").first()
    if own is None:
        raise Malformed("no_office", "您没有在任何机构任职。")
    return office_of(own)


def _serves(person: Person, unit: Office, at: datetime) -> bool:
    """Holds a post in the unit or in one of its sections on that day; a deputy mayor answers for a government."""
    on = day_of(at)
    held = Tenure.objects.filter(Q(to_on=None) | Q(to_on__gte=on), person=person, from_on__lte=on)
    return held.filter(Q(post__office=unit) | Q(post__office__unit=unit)).exists()
