"""The only writers of duties. The caller's action holds the subject's lock and its transaction, and journals what it did."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects

from bihuan.kernel.calendar import Limit, city_calendar
from bihuan.kernel.duties.models import Duty, FormerDue, Pause
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.duties.rules import agreed_after_pause
from bihuan.kernel.duties.terms import COMPUTED, lateness, set_due
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.refusals import WrongState


@dataclass(frozen=True, slots=True)
class Owed:
    """A verb that somebody is about to owe: within a limit, or by a date agreed by hand, or without a due moment."""

    verb: str
    holder: str
    role: str = ""
    item: str = ""
    limit: Limit | None = None
    due_at: datetime | None = None


def start_duty(
    *,
    subject: Subject,
    verb: str,
    holder: str,
    started_at: datetime,
    limit: Limit | None = None,
    due_at: datetime | None = None,
    role: str = "",
    item: str = "",
) -> Duty:
    """Somebody owes a verb from now on: within a limit, or by a date agreed by hand, or without a due moment."""
    owed = Owed(verb=verb, holder=holder, role=role, item=item, limit=limit, due_at=due_at)
    return start_duties([owed], subject=subject, started_at=started_at)[0]


def start_duties(several: Iterable[Owed], *, subject: Subject, started_at: datetime) -> list[Duty]:
    """Several that begin with one step, in one statement."""
    duties = [
        Duty(
            subject_kind=subject.kind,
            subject_id=subject.id,
            item=owed.item,
            verb=owed.verb,
            holder=owed.holder,
            role=owed.role,
            started_at=started_at,
            limit=str(owed.limit or ""),
            agreed_at=owed.due_at,
        )
        for owed in several
    ]
    for duty in duties:
        set_due(duty, city_calendar(), pauses=())
    return Duty.objects.bulk_create(duties)


def finish_duty(*, duty: Duty, at: datetime) -> Duty:
    """It was done; how late it was is frozen."""
    return _end([duty], at, dropped=False)[0]


def drop_duty(*, duty: Duty, at: datetime) -> Duty:
    """It ended without being done (returned, superseded); how late it was until then is frozen all the same."""
    return _end([duty], at, dropped=True)[0]


def finish_duties(
    *, subject: Subject, at: datetime, verb: str | None = None, item: str | None = None
) -> list[Duty]:
    """Finish what a subject has open: all of it, or of one verb, or of one item."""
    return _end(_open(subject, verb, item), at, dropped=False)


def drop_duties(
    *,
    subject: Subject,
    at: datetime,
    verb: str | None = None,
    item: str | None = None,
    but: Collection[str] = (),
) -> list[Duty]:
    """Drop what a subject has open: all of it, or of one verb, or of one item; `but` are verbs that stay owed."""
    return _end([d for d in _open(subject, verb, item) if d.verb not in but], at, dropped=True)


def pause_duty(*, duty: Duty, at: datetime) -> Duty:
    """Its clock stands still until it is resumed: nothing is due, nothing alerts."""
    _refuse_ended(duty)
    if duty.pauses.filter(to_at=None).exists():
        raise WrongState("duty_paused_already", "这项待办的时钟已经暂停。", "恢复计时后才能再次暂停。")
    with transaction.atomic(savepoint=False):
        Pause.objects.create(duty=duty, from_at=at)
        return _recompute(duty, at=at)


def resume_duty(*, duty: Duty, at: datetime) -> Duty:
    """Its clock goes on; the due moment moves by what was paused."""
    _refuse_ended(duty)
    with transaction.atomic(savepoint=False):
        pause = duty.pauses.filter(to_at=None).first()
        if pause is None:
            raise WrongState("duty_not_paused", "这项待办的时钟没有暂停。", "请刷新页面看最新情况。")
        _close(duty, pause, at)
        return _recompute(duty, at=at, fields=["agreed_at"])


def pause_duties(
    *, subject: Subject, at: datetime, verb: str | None = None, item: str | None = None
) -> list[Duty]:
    """Stop the clocks that run on a subject; those that stand still already are left."""
    running = [duty for duty in _open(subject, verb, item) if not _paused(duty)]
    return [pause_duty(duty=duty, at=at) for duty in running]


def resume_duties(
    *, subject: Subject, at: datetime, verb: str | None = None, item: str | None = None
) -> list[Duty]:
    """Let the clocks that stand still on a subject go on."""
    standing = [duty for duty in _open(subject, verb, item) if _paused(duty)]
    return [resume_duty(duty=duty, at=at) for duty in standing]


def extend_duty(*, duty: Duty, at: datetime, to: datetime | None = None, limit: Limit | None = None) -> Duty:
    """More time, as it was granted: with `limit` so much from where the duty would have ended (it stays a function of the calendar,
    and `to` is not looked at); else to the moment `to`."""
    _refuse_ended(duty)
    if limit is None and to is None:
        raise ValueError("an extension is a limit or a moment")
    if limit is None:
        duty.agreed_at = to
    elif duty.agreed_at is not None:
        duty.agreed_at = city_calendar().due(duty.agreed_at, limit).at
    elif duty.limit:
        duty.limit = f"{duty.limit} + {limit}"
    else:
        raise WrongState("duty_without_limit", "这项待办没有期限，无从延长。", "请直接确定一个到期日。")
    return _recompute(duty, at=at, fields=["agreed_at", "limit"])


def _end(duties: list[Duty], at: datetime, *, dropped: bool) -> list[Duty]:
    """Together: one statement for all that are equally late, which most are."""
    for duty in duties:
        _refuse_ended(duty)
    prefetch_related_objects(duties, "pauses")
    by_lateness: dict[int, list[int]] = defaultdict(list)
    for duty in duties:
        duty.late_minutes = lateness(duty, city_calendar(), at)
        duty.done_at, duty.dropped, duty.alert_at = at, dropped, None
        by_lateness[duty.late_minutes].append(duty.pk)
    with transaction.atomic(savepoint=False):
        if standing := [duty.pk for duty in duties if _paused(duty)]:
            Pause.objects.filter(duty__in=standing, to_at=None).update(to_at=at)
        for late, ended in by_lateness.items():
            Duty.objects.filter(pk__in=ended).update(
                done_at=at, dropped=dropped, late_minutes=late, alert_at=None
            )
    return duties


def _recompute(duty: Duty, *, at: datetime, fields: Iterable[str] = ()) -> Duty:
    was = duty.due_at
    set_due(duty, city_calendar(), Pause.objects.filter(duty=duty))
    duty.save(update_fields=[*COMPUTED, *fields])
    keep_former(duty, was, at=at)
    return duty


def keep_former(duty: Duty, was: datetime | None, *, at: datetime) -> None:
    """What was due until now, where it moved."""
    if was != duty.due_at:
        FormerDue.objects.create(duty=duty, due_at=was, until_at=at)


def _close(duty: Duty, pause: Pause, at: datetime) -> None:
    pause.to_at = at
    pause.save(update_fields=["to_at"])
    if duty.agreed_at is not None:
        duty.agreed_at = agreed_after_pause(city_calendar(), duty.agreed_at, (pause.from_at, at))


def _open(subject: Subject, verb: str | None, item: str | None) -> list[Duty]:
    duties = open_duties(subject).prefetch_related("pauses")
    if verb is not None:
        duties = duties.filter(verb=verb)
    if item is not None:
        duties = duties.filter(item=item)
    return list(duties)


def _paused(duty: Duty) -> bool:
    return any(pause.to_at is None for pause in duty.pauses.all())


def _refuse_ended(duty: Duty) -> None:
    if duty.done_at is not None:
        raise WrongState("duty_ended", "这项待办已经结束。", "请刷新页面看最新情况。")
