"""Duty rosters: who is on duty for an office on nights and holidays."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.organisations.actions.locks import lock_office
from bihuan.domain.organisations.choices import ShiftRank
from bihuan.domain.organisations.models import Office, Shift
from bihuan.domain.organisations.queries.facts import office_facts
from bihuan.domain.organisations.queries.tenures import day_of, posts_held
from bihuan.domain.organisations.rules.administration import may_keep_office
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.journal import record
from bihuan.kernel.journal.canonical import Json
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.verbs import choice, moment, pick


def set_shift(
    *,
    office: Office,
    by: Actor,
    at: datetime,
    person: Annotated[Person, pick("值班人", "person")],
    from_at: Annotated[datetime, moment("起")],
    to_at: Annotated[datetime, moment("止")],
    rank: Annotated[ShiftRank, choice("班次")] = ShiftRank.FIRST,
    seen: int | None = None,
) -> Shift:
    """Put a person on duty for an office. One person per rank at a time, and nobody in two ranks at once."""
    with transaction.atomic():
        office = lock_office(office, seen=seen)
        refuse_unless(may_keep_office(office_facts(office), by))
        _refuse_unless_sound(office, person, rank, from_at, to_at)
        shift = Shift.objects.create(office=office, person=person, rank=rank, from_at=from_at, to_at=to_at)
        record(
            subject=office.subject,
            event="office.set_shift",
            by=by,
            at=at,
            data={
                "shift": shift.pk,
                "rank": rank.label,
                "person": person.pk,
                "from_at": from_at,
                "to_at": to_at,
            },
        )
    return shift


def _refuse_unless_sound(
    office: Office, person: Person, rank: ShiftRank, from_at: datetime, to_at: datetime
) -> None:
    if to_at <= from_at:
        raise Malformed(fields={"to_at": "结束时间要晚于开始时间。"})
    if not person.is_active or not posts_held(person, on=day_of(from_at)):
        raise WrongState("not_at_work", "此人那一天没有岗位，不能排班。", "请选择在岗人员。")
    meanwhile = Shift.objects.filter(office=office, from_at__lt=to_at, to_at__gt=from_at)
    if meanwhile.filter(rank=rank).exists():
        raise WrongState("shift_taken", f"这段时间的{rank.label}已经排定。", "请先取消原来的班次。")
    if meanwhile.filter(person=person).exists():
        raise WrongState("shift_twice", "此人这段时间已有别的班次。", "请另选一人，或先取消原来的班次。")


def drop_shift(
    *,
    office: Office,
    by: Actor,
    at: datetime,
    shift: Annotated[Shift, pick("班次", "shift")],
    seen: int | None = None,
) -> None:
    """Take somebody off duty; a shift that has ended stays as it was."""
    with transaction.atomic():
        office = lock_office(office, seen=seen)
        refuse_unless(may_keep_office(office_facts(office), by))
        found = Shift.objects.filter(pk=shift.pk, office=office).first()
        if found is None or found.to_at <= at:
            raise WrongState("shift_over", "这个班次不在了，或者已经结束。")
        said: dict[str, Json] = {
            "shift": found.pk,
            "rank": ShiftRank(found.rank).label,
            "person": found.person_id,
            "from_at": found.from_at,
            "to_at": found.to_at,
        }
        found.delete()
        record(subject=office.subject, event="office.drop_shift", by=by, at=at, data=said)
