"""A bureau moves in: many new people take their seats at once, by the rules and with the entries of one at a time."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from bihuan.domain.organisations.actions.locks import lock_offices, subject_of
from bihuan.domain.organisations.actions.posts import codes_of
from bihuan.domain.organisations.choices import Grade, Role, TenureKind
from bihuan.domain.organisations.models import Office, Post, Tenure
from bihuan.domain.organisations.queries.facts import office_facts
from bihuan.domain.organisations.rules.administration import (
    PersonFacts,
    may_carry,
    may_give_post,
    may_register,
    may_set_rights,
    roles_clash,
)
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.journal.actions import Draft, record_many
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless


class Seat(NamedTuple):
    """A post in an office and the new person in it."""

    office: Office
    title: str
    roles: Sequence[Role]
    grade: Grade
    username: str
    name: str
    phone: str

    @property
    def post(self) -> tuple[int, str]:
        return self.office.pk, self.title


def fill_seats(*, seats: Sequence[Seat], by: Actor, at: datetime, from_on: date) -> list[Tenure]:
    """Register the people, create the posts that the offices do not have yet, and appoint everyone from a day on; all or nobody."""
    refuse_unless(may_register(PersonFacts(id=0), by))
    refuse_unless(may_give_post(PersonFacts(id=0), by))
    with transaction.atomic():
        offices = lock_offices(*{seat.office.pk for seat in seats})
        for office in offices.values():
            refuse_unless(may_set_rights(office_facts(office), by))
        _refuse_unless_new(seats)
        posts, created = _posts(seats, offices)
        people = _people(seats)
        tenures = Tenure.objects.bulk_create(
            [
                Tenure(post=posts[seat.post], person=person, from_on=from_on)
                for seat, person in zip(seats, people, strict=True)
            ]
        )
        record_many(_drafts(tenures, created, by, at))
    return tenures


def _refuse_unless_new(seats: Sequence[Seat]) -> None:
    """Nobody has these accounts yet, and nobody is there twice."""
    for seat in seats:
        refuse_unless_fits(Person, {"username": seat.username, "name": seat.name, "phone": seat.phone})
        refuse_unless_fits(Post, {"title": seat.title})
    wanted = Counter(seat.username for seat in seats)
    wanted.update(Person.objects.filter(username__in=wanted).values_list("username", flat=True))
    if taken := [username for username, times in wanted.items() if times > 1]:
        raise Malformed(fields={"username": f"登录名 {'、'.join(taken[:5])} 已被使用。"})


def _posts(seats: Sequence[Seat], offices: dict[int, Office]) -> tuple[dict[tuple[int, str], Post], set[int]]:
    """By office and title, and the ids of those that were created now."""
    found = {
        (post.office_id, post.title): post
        for post in Post.objects.filter(office__in=offices).select_related("office")
    }
    new: dict[tuple[int, str], Post] = {}
    for seat in seats:
        office = offices[seat.office.pk]
        known = found.get(seat.post) or new.get(seat.post)
        if known is None:
            refuse_unless(may_carry(seat.roles, sits_in_area=office.area_id == office.pk))
            refuse_unless(roles_clash(seat.roles))
            new[seat.post] = Post(
                office=office, title=seat.title, roles=codes_of(seat.roles), grade=seat.grade
            )
        else:
            _refuse_unless_fits_in(known, seat)
    created = Post.objects.bulk_create(new.values())
    return found | new, {post.pk for post in created}


def _refuse_unless_fits_in(post: Post, seat: Seat) -> None:
    if post.closed_on is not None:
        raise WrongState("post_closed", "这个岗位已经撤销。", "请选择现有岗位。")
    if post.roles != codes_of(seat.roles):
        raise Malformed(fields={"roles": f"与岗位“{post.title}”现有的角色不同。"})


def _people(seats: Sequence[Seat]) -> list[Person]:
    """Accounts without a password."""
    people = [Person(username=seat.username, name=seat.name, phone=seat.phone) for seat in seats]
    for person in people:
        person.set_password(None)
    return Person.objects.bulk_create(people)


def _drafts(tenures: Iterable[Tenure], created: set[int], by: Actor, at: datetime) -> Iterator[Draft]:
    for tenure in tenures:
        person, post = subject_of(tenure.person), tenure.post
        yield Draft(person, "person.register", by, at, {})
        if post.pk in created:
            created.discard(post.pk)
            said = {"post": post.pk, "title": post.title, "roles": post.roles}
            yield Draft(post.office.subject, "office.create_post", by, at, said)
        yield Draft(
            person,
            "person.appoint",
            by,
            at,
            {
                "post_id": post.pk,
                "post": str(post),
                "kind": TenureKind.REGULAR.label,
                "from_on": tenure.from_on,
                "to_on": None,
            },
        )
