"""Appoint somebody to a post, and let them go. Leaving needs a hand-over: what is owed under one's own name goes to another hand."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from django.db import transaction
from django.db.models import Q

from bihuan.domain.organisations.actions.locks import lock_person, lock_post, subject_of
from bihuan.domain.organisations.choices import TenureKind
from bihuan.domain.organisations.models import Delegation, Post, Tenure
from bihuan.domain.organisations.queries.facts import office_facts, person_facts
from bihuan.domain.organisations.queries.roles import roles_in_hands
from bihuan.domain.organisations.queries.tenures import day_of, end_of, posts_held
from bihuan.domain.organisations.rules.administration import (
    may_give_post,
    may_hand_over,
    may_set_rights,
    roles_clash,
)
from bihuan.domain.organisations.rules.keys import person_key
from bihuan.domain.organisations.rules.periods import days_overlap
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.approvals.actions import move_approvals
from bihuan.kernel.duties.handover import move_duties
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal import record
from bihuan.kernel.journal.canonical import Json
from bihuan.kernel.refusals import Malformed, NotVisible, WrongState, refuse_unless
from bihuan.kernel.verbs import choice, day, flag, pick


def appoint(
    *,
    person: Person,
    by: Actor,
    at: datetime,
    post: Annotated[Post, pick("岗位", "post")],
    from_on: Annotated[date, day("起")],
    to_on: Annotated[date | None, day("止（含）", "代理、借调写明最后一日；任职可不写")] = None,
    kind: Annotated[TenureKind, choice("任职方式", "借调期间原岗位保留，两边都算")] = TenureKind.REGULAR,
    seen: int | None = None,
) -> Tenure:
    """Give a person a post from a day on. Refused to oneself, twice at a time, and where 三员 would come into one hand."""
    with transaction.atomic():
        post = lock_post(post)
        person = lock_person(person, seen=seen)
        refuse_unless(may_give_post(person_facts(person), by))
        refuse_unless(may_set_rights(office_facts(post.office), by))
        _refuse_unless_free(person, post, from_on, to_on, kind)
        held = roles_in_hands([person.pk], from_on=from_on, to_on=to_on)[person.pk]
        refuse_unless(roles_clash([*held, *post.roles]))
        tenure = Tenure.objects.create(post=post, person=person, from_on=from_on, to_on=to_on, kind=kind)
        record(
            subject=subject_of(person),
            event="person.appoint",
            by=by,
            at=at,
            data={
                "post_id": post.pk,
                "post": str(post),
                "kind": kind.label,
                "from_on": from_on,
                "to_on": to_on,
            },
        )
    return tenure


def _refuse_unless_free(
    person: Person, post: Post, from_on: date, to_on: date | None, kind: TenureKind
) -> None:
    if to_on is not None and to_on < from_on:
        raise Malformed(fields={"to_on": "最后一日不能早于起始日。"})
    if kind != TenureKind.REGULAR and to_on is None:
        raise Malformed(fields={"to_on": f"{kind.label}要写明最后一日。"})
    if post.closed_on is not None and (to_on is None or to_on >= post.closed_on):
        raise WrongState("post_closed", "这个岗位已经撤销。", "请选择现有岗位。")
    others = Tenure.objects.filter(post=post, person=person).values_list("from_on", "to_on")
    if any(days_overlap(from_on, to_on, *period) for period in others):
        raise WrongState("post_held_already", "此人在这段时间已在这个岗位上。", "请核对起止日期。")


def leave_post(
    *,
    person: Person,
    by: Actor,
    at: datetime,
    post: Annotated[Post, pick("岗位", "post")],
    to_on: Annotated[date, day("最后一日（含）")],
    hand_over_to: Annotated[Person | None, pick("移交给", "person", "名下有未办事项时必填")] = None,
    keeps_work: Annotated[bool, flag("名下事项仍由本人办", "仅当本人在同一单位还有岗位")] = False,
    seen: int | None = None,
) -> Tenure:
    """End a person's tenure of a post. Refused while duties stand under their name, unless these are handed over to another person."""
    with transaction.atomic():
        post = lock_post(post)
        person = lock_person(person, seen=seen)
        refuse_unless(may_give_post(person_facts(person), by))
        refuse_unless(may_set_rights(office_facts(post.office), by))
        tenure = _running_tenure(person, post, to_on)
        handed_over = _settle_work(person, post, hand_over_to, keeps_work, at)
        tenure.to_on = to_on
        tenure.save(update_fields=["to_on"])
        _cut_delegations(person, post, end_of(to_on))
        record(
            subject=subject_of(person),
            event="person.leave",
            by=by,
            at=at,
            data={
                "post_id": post.pk,
                "post": str(post),
                "to_on": to_on,
                **_moved(handed_over, hand_over_to),
            },
        )
    return tenure


def _running_tenure(person: Person, post: Post, to_on: date) -> Tenure:
    running = Q(to_on=None) | Q(to_on__gte=to_on)
    tenure = (
        Tenure.objects.select_for_update()
        .filter(running, person=person, post=post, from_on__lte=to_on)
        .first()
    )
    if tenure is None:
        raise NotVisible("no_such_tenure", "此人在那一天不在这个岗位上。", "请核对岗位和日期。")
    return tenure


def _settle_work(
    person: Person, post: Post, heir: Person | None, keeps_work: bool, at: datetime
) -> Sequence[Duty]:
    """The duties that went to the heir. Work of the office itself stays with the office and needs no hand-over."""
    if keeps_work:
        _refuse_unless_stays(person, post, day_of(at))
        return ()
    owed = Duty.objects.filter(holder=person_key(person.pk), done_at=None).count()
    if owed and heir is None:
        raise WrongState(
            "hand_over_first", f"名下还有 {owed} 件未办事项。", "请写明移交给谁，再办理离任。", owed=owed
        )
    return hand_over_all(person, heir, at) if heir and owed else ()


def _refuse_unless_stays(person: Person, post: Post, on: date) -> None:
    others = [held for held in posts_held(person, on=on) if held.pk != post.pk]
    if not any(held.office.unit_id == post.office.unit_id for held in others):
        raise WrongState("leaves_the_unit", "此人在本单位没有别的岗位。", "请写明移交给谁。")


def hand_over_all(person: Person, heir: Person, at: datetime) -> Sequence[Duty]:
    """Move every open duty under one person's name to another, who must be at work; what was put to them for a decision goes too."""
    if heir.pk == person.pk:
        raise Malformed(fields={"hand_over_to": "不能移交给本人。"})
    if not heir.is_active or not posts_held(heir, on=day_of(at)):
        raise WrongState("heir_has_no_post", "接手的人现在没有岗位。", "请选择在岗人员。")
    mine, theirs = person_key(person.pk), person_key(heir.pk)
    move_approvals(from_holder=mine, to_holder=theirs)
    return move_duties(from_holder=mine, to_holder=theirs, at=at)


def hand_over(
    *,
    person: Person,
    by: Actor,
    at: datetime,
    hand_over_to: Annotated[Person, pick("移交给", "person")],
    seen: int | None = None,
) -> int:
    """Hand over everything under a person's name (long illness, training) while they keep their post. How many duties moved."""
    with transaction.atomic():
        person = lock_person(person, seen=seen)
        refuse_unless(may_hand_over(person_facts(person), by))
        moved = hand_over_all(person, hand_over_to, at)
        record(
            subject=subject_of(person),
            event="person.hand_over",
            by=by,
            at=at,
            data=_moved(moved, hand_over_to),
        )
    return len(moved)


def _moved(duties: Sequence[Duty], heir: Person | None) -> dict[str, Json]:
    """What an entry says of a hand-over: the subjects too, so that their rooms can tell it on their own chains."""
    subjects = sorted({str(duty.subject) for duty in duties})
    return {"handed_over": len(duties), "hand_over_to": heir.pk if heir else None, "subjects": subjects}


def _cut_delegations(person: Person, post: Post, at: datetime) -> None:
    """Whoever has left the post has nothing to delegate."""
    for delegation in Delegation.objects.select_for_update().filter(absent=person, post=post, to_at__gt=at):
        delegation.from_at, delegation.to_at = min(delegation.from_at, at), at
        delegation.save(update_fields=["from_at", "to_at"])
