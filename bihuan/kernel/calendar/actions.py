"""Loading a year's notice: proposed by one, activated by another."""

from datetime import datetime

from django.db import transaction

from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.actions import ask_approval, decide_approval
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.queries import open_approval
from bihuan.kernel.calendar.models import CalendarNotice
from bihuan.kernel.calendar.queries import city_calendar
from bihuan.kernel.calendar.years import FaultyNotice, Year, read_year
from bihuan.kernel.journal import record
from bihuan.kernel.journal.canonical import Json
from bihuan.kernel.notes.actions import note_ref
from bihuan.kernel.notes.models import Note
from bihuan.kernel.parameters.editions import bump_edition
from bihuan.kernel.refusals import Malformed, NotAllowed, WrongState

ACTIVATE = "calendar_notice.activate"


def propose_notice(
    *, text: str, holder: str, by: Actor, at: datetime, reason: str, role: str = ""
) -> CalendarNotice:
    """Put a year's holidays and make-up days forward, as YAML with the notice's name and number; the holder (another person) activates it."""
    if by.person_id is None:
        raise NotAllowed("notice_needs_person", "放假安排要由本人登录提出。")
    year = _read(text)
    with transaction.atomic():
        notice = CalendarNotice.objects.create(
            year=year.year,
            document=year.document,
            text=text,
            proposed_by_id=by.person_id,
            proposed_at=at,
        )
        asked = ask_approval(
            kind=ACTIVATE,
            subject=notice.subject,
            holder=holder,
            role=role,
            by=by,
            at=at,
            reason=reason,
            document=notice.document[:120],
            payload={"year": notice.year},
        )
        _record(notice, "calendar_notice.propose", by, at, asked.reason)
    return notice


def activate_notice(*, notice: CalendarNotice, by: Actor, at: datetime, answer: str) -> CalendarNotice:
    """The second person lets it hold from now on. The job `duties.recompute` then asks every open duty again."""
    with transaction.atomic():
        notice, answered = _decide(notice, by, at, answer, granted=True)
        notice.activated_by_id, notice.activated_at = by.person_id, at
        notice.save(update_fields=["activated_by", "activated_at"])
        bump_edition()
        _record(notice, ACTIVATE, by, at, answered.answer)
    return notice


def refuse_notice(*, notice: CalendarNotice, by: Actor, at: datetime, answer: str) -> CalendarNotice:
    """The second person does not let it hold, and says why."""
    with transaction.atomic():
        notice, answered = _decide(notice, by, at, answer, granted=False)
        _record(notice, "calendar_notice.refuse", by, at, answered.answer)
    return notice


def lock_notice(pk: int) -> CalendarNotice:
    """The row as it is now, locked until the transaction ends."""
    return CalendarNotice.objects.select_for_update().get(pk=pk)


def _decide(
    notice: CalendarNotice, by: Actor, at: datetime, answer: str, *, granted: bool
) -> tuple[CalendarNotice, Approval]:
    notice = lock_notice(notice.pk)
    asked = open_approval(notice.subject, kind=ACTIVATE)
    if asked is None:
        raise WrongState("notice_decided_already", f"{notice.year}年的这份放假安排已经有了决定。")
    return notice, decide_approval(approval=asked, by=by, at=at, granted=granted, answer=answer)


def _read(text: str) -> Year:
    try:
        year = read_year(text)
    except FaultyNotice as fault:
        raise Malformed(
            "faulty_notice", str(fault), "请对照通知原文修改。", fields={"text": str(fault)}
        ) from None
    days = city_calendar().days
    if not days.first.year <= year.year <= days.last.year + 1:  # no gap may open
        raise Malformed(
            "notice_year_apart",
            f"日历从 {days.first.year} 年到 {days.last.year} 年，接不上 {year.year} 年。",
            "请核对年份。",
        )
    return year


def _record(notice: CalendarNotice, event: str, by: Actor, at: datetime, said: Note | None) -> None:
    data: dict[str, Json] = {"document": notice.document, "year": notice.year}
    if said is not None:
        data["said"] = note_ref(said)
    record(subject=notice.subject, event=event, by=by, at=at, data=data)
