"""Who acts for whom while somebody is away."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.organisations.actions.locks import lock_people, lock_person, lock_post, subject_of
from bihuan.domain.organisations.models import Delegation, Post
from bihuan.domain.organisations.queries.roles import roles_in_hands
from bihuan.domain.organisations.queries.tenures import day_of, posts_held
from bihuan.domain.organisations.rules.administration import PersonFacts, may_delegate, roles_clash
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.journal import record
from bihuan.kernel.refusals import Malformed, NotVisible, WrongState, refuse_unless
from bihuan.kernel.verbs import moment, pick


def delegate(
    *,
    person: Person,
    by: Actor,
    at: datetime,
    post: Annotated[Post, pick("岗位", "post")],
    deputy: Annotated[Person, pick("由谁代办", "person")],
    from_at: Annotated[datetime, moment("起")],
    to_at: Annotated[datetime, moment("止")],
    seen: int | None = None,
) -> Delegation:
    """Let a deputy act in a post while its holder is away. Whatever the deputy does there counts as both persons' hand."""
    with transaction.atomic():
        post = lock_post(post)
        lock_people(person.pk, deputy.pk)
        person = lock_person(person, seen=seen)
        refuse_unless(may_delegate(PersonFacts(person.pk, (post.office.line_ids,)), by))
        _refuse_unless_sound(person, post, deputy, from_at, to_at, at)
        delegation = Delegation.objects.create(
            post=post,
            absent=person,
            deputy=deputy,
            from_at=from_at,
            to_at=to_at,
            made_by_id=by.person_id,
            made_at=at,
        )
        record(
            subject=subject_of(person),
            event="person.delegate",
            by=by,
            at=at,
            data={
                "post_id": post.pk,
                "post": str(post),
                "deputy": deputy.pk,
                "from_at": from_at,
                "to_at": to_at,
            },
        )
    return delegation


def _refuse_unless_sound(
    person: Person, post: Post, deputy: Person, from_at: datetime, to_at: datetime, at: datetime
) -> None:
    if deputy.pk == person.pk:
        raise Malformed(fields={"deputy": "不能由本人代办。"})
    if to_at <= from_at or to_at <= at:
        raise Malformed(fields={"to_at": "结束时间要晚于开始时间和现在。"})
    if post not in posts_held(person, on=day_of(max(from_at, at))):
        raise NotVisible("post_not_held", "此人那时不在这个岗位上。", "请核对岗位。")
    if not deputy.is_active or not posts_held(deputy, on=day_of(max(from_at, at))):
        raise WrongState("deputy_has_no_post", "代办的人那时没有岗位。", "请选择在岗人员。")
    if Delegation.objects.filter(absent=person, post=post, from_at__lt=to_at, to_at__gt=from_at).exists():
        raise WrongState("delegated_already", "这段时间已经授权他人代办。", "请先收回原授权。")
    held = roles_in_hands([deputy.pk], from_on=day_of(from_at), to_on=day_of(to_at))[deputy.pk]
    refuse_unless(roles_clash([*held, *post.roles]))


def end_delegation(
    *,
    person: Person,
    by: Actor,
    at: datetime,
    post: Annotated[Post, pick("岗位", "post")],
    seen: int | None = None,
) -> Delegation:
    """Take a delegation back, now; one that has not begun never takes effect."""
    with transaction.atomic():
        post = lock_post(post)
        person = lock_person(person, seen=seen)
        refuse_unless(may_delegate(PersonFacts(person.pk, (post.office.line_ids,)), by))
        delegation = (
            Delegation.objects.select_for_update()
            .filter(absent=person, post=post, to_at__gt=at)
            .order_by("from_at")
            .first()
        )
        if delegation is None:
            raise WrongState("not_delegated", "这个岗位现在没有授权他人代办。")
        delegation.from_at, delegation.to_at = min(delegation.from_at, at), at
        delegation.save(update_fields=["from_at", "to_at"])
        record(
            subject=subject_of(person),
            event="person.end_delegation",
            by=by,
            at=at,
            data={"post_id": post.pk, "post": str(post), "deputy": delegation.deputy_id},
        )
    return delegation
