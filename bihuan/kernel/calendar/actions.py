"""Loading a year's notice: proposed by one, activated by another."""

from datetime import datetime

from django.db import transaction

from bihuan.kernel.access import Actor
from bihuan.kernel.calendar.models import CalendarNotice
from bihuan.kernel.calendar.queries import city_calendar
from bihuan.kernel.calendar.years import FaultyNotice, read_year
from bihuan.kernel.journal import record
from bihuan.kernel.parameters.editions import bump_edition
from bihuan.kernel.refusals import Malformed, NotAllowed, Refusal, WrongState, refuse_unless


def propose_notice(*, text: str, by: Actor, at: datetime) -> CalendarNotice:
    """Put a year's holidays and make-up days forward, as YAML with the notice's name and number."""
    if by.person_id is None:
        raise NotAllowed("notice_needs_person", "放假安排要由本人登录提出。")
    try:
        year = read_year(text)
    except FaultyNotice as fault:
        raise Malformed(
            "faulty_notice", str(fault), "请对照通知原文修改。", fields={"text": str(fault)}
        ) from None
    refuse_unless(_fits(year.year))
    with transaction.atomic():
        notice = CalendarNotice.objects.create(
            year=year.year,
            document=year.document,
            text=text,
            proposed_by_id=by.person_id,
            proposed_for_id=by.acting_for_id,
            proposed_at=at,
        )
        record(
            subject=notice.subject, event="calendar_notice.propose", by=by, at=at, data={"year": notice.year}
        )
    return notice


def _fits(year: int) -> Refusal | None:
    """A year of the calendar, or the one after its last: no gap may open."""
    days = city_calendar().days
    if days.first.year <= year <= days.last.year + 1:
        return None
    return Malformed(
        "notice_year_apart",
        f"日历从 {days.first.year} 年到 {days.last.year} 年，接不上 {year} 年。",
        "请核对年份。",
    )


def activate_notice(*, notice: CalendarNotice, by: Actor, at: datetime) -> CalendarNotice:
    """Let it hold from now on. Refused to the proposer's hands. The job `duties.recompute` then asks every open duty again."""
    with transaction.atomic():
        notice = CalendarNotice.objects.select_for_update().get(pk=notice.pk)
        refuse_unless(may_activate(notice, by))
        notice.activated_by_id, notice.activated_at = by.person_id, at
        notice.save(update_fields=["activated_by", "activated_at"])
        bump_edition()
        record(
            subject=notice.subject,
            event="calendar_notice.activate",
            by=by,
            at=at,
            data={"document": notice.document, "year": notice.year},
        )
    return notice


def may_activate(notice: CalendarNotice, actor: Actor) -> Refusal | None:
    """Once, by a person whose hands did not propose it."""
    if notice.activated_at is not None:
        return WrongState("notice_active_already", f"{notice.year}年的这份放假安排已经启用。")
    if actor.person_id is None:
        return NotAllowed("notice_needs_person", "放假安排要由本人登录启用。")
    if actor.hands & notice.proposing_hands:
        return NotAllowed(
            "notice_own_proposal", "这份放假安排是您本人提出的，不能由您启用。", "请交由另一位管理员启用。"
        )
    return None
