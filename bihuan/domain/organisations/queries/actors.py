"""From a signed-in person to an actor."""

from dataclasses import dataclass, replace
from datetime import datetime

from bihuan.domain.organisations.models import Delegation, Post
from bihuan.domain.organisations.queries.tenures import day_of, posts_held, tenures_on
from bihuan.domain.organisations.rules.keys import keys_of
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.access.models import Person
from bihuan.kernel.refusals import NotAllowed


@dataclass(frozen=True, slots=True)
class Seat:
    """A post in which a person may act now: their own, or an absent colleague's."""

    post: Post
    acting_for: Person | None = None


def seats_of(person: Person, *, at: datetime) -> list[Seat]:
    """Every post in which this person may act at this moment; their own first."""
    own = [Seat(post) for post in posts_held(person, on=day_of(at))]
    covered = (
        Delegation.objects.filter(deputy=person, from_at__lte=at, to_at__gt=at)
        .select_related("post__office", "absent")
        .order_by("id")
    )
    return own + [Seat(d.post, d.absent) for d in covered]


def actor_for(
    person: Person, post: Post, face: str, *, at: datetime, acting_for: Person | None = None
) -> Actor:
    """The actor that this person is in this post at this moment, or a refusal where the post is not theirs (any more)."""
    if not (_is_covering(person, post, acting_for, at) if acting_for else _holds(person, post, at)):
        raise NotAllowed(
            "post_not_held", "您现在不在这个岗位上。", "请重新选择岗位；如果任职有误，请联系系统管理员。"
        )
    return actor_in(person, post, face, acting_for=acting_for)


def actor_in(person: Person, post: Post, face: str, *, acting_for: Person | None = None) -> Actor:
    """The same where the caller has just read that the post is theirs now, from `seats_of` or `posts_held`."""
    office = post.office
    roles = frozenset(str(role) for role in post.roles)
    hands = [person.pk] + ([acting_for.pk] if acting_for else [])
    return Actor(
        kind=ActorKind.PERSON,
        face=face,
        person_id=person.pk,
        name=person.name,
        post_id=post.pk,
        office_id=office.pk,
        line=frozenset(office.line_ids),
        keys=keys_of(
            person_ids=hands,
            office_id=office.pk,
            unit_id=office.unit_id,
            area_id=office.area_id,
            roles=roles,
        ),
        roles=roles,
        acting_for_id=acting_for.pk if acting_for else None,
    )


def acting_in(actor: Actor, post: Post) -> Actor:
    """An actor that is no person (a neighbouring system's token) with the keys and roles of the post that it acts for."""
    office = post.office
    roles = frozenset(str(role) for role in post.roles)
    keys = keys_of(
        person_ids=(), office_id=office.pk, unit_id=office.unit_id, area_id=office.area_id, roles=roles
    )
    return replace(
        actor, post_id=post.pk, office_id=office.pk, line=frozenset(office.line_ids), keys=keys, roles=roles
    )


def _holds(person: Person, post: Post, at: datetime) -> bool:
    return person.is_active and tenures_on(day_of(at)).filter(person=person, post=post).exists()


def _is_covering(person: Person, post: Post, absent: Person, at: datetime) -> bool:
    return (
        person.is_active
        and Delegation.objects.filter(
            deputy=person, absent=absent, post=post, from_at__lte=at, to_at__gt=at
        ).exists()
    )
