"""Many at once take their seats: the same rows and entries as one at a time, and all or nobody."""

from datetime import date

import pytest

from bihuan.domain.organisations.actions import Seat, appoint, create_post, fill_seats, register_person
from bihuan.domain.organisations.choices import Grade, Role
from bihuan.domain.organisations.models import Post, Tenure
from bihuan.domain.organisations.queries import posts_held
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.journal import Subject, history
from bihuan.kernel.journal.verify import verify_journal
from bihuan.kernel.refusals import Malformed, NotAllowed, Refusal, WrongState
from bihuan.testing.city import MONDAY_MORNING

MOVING_IN = Actor.calendar("simulation")
MONDAY = date(2026, 11, 23)


def seat(city, username="new1", office="housing_permits", title="见习", roles=(Role.HANDLER,)):
    return Seat(city.offices[office], title, list(roles), Grade.HANDLER, username, "林立", "13800001111")


def fill(*seats, by=MOVING_IN):
    return fill_seats(seats=seats, by=by, at=MONDAY_MORNING, from_on=MONDAY)


def told(person):
    """What the journal says of a person, without which row it was."""
    return [
        (entry.event, {key: said for key, said in entry.data.items() if key != "post_id"})
        for entry in history(Subject("person", person.pk))
    ]


def test_it_is_as_if_they_had_come_one_at_a_time(city):
    one = seat(city, "alone")
    post = create_post(
        office=one.office, by=MOVING_IN, at=MONDAY_MORNING, title=one.title, roles=one.roles, grade=one.grade
    )
    person = register_person(
        by=MOVING_IN, at=MONDAY_MORNING, username=one.username, name=one.name, phone=one.phone
    )
    appoint(person=person, by=MOVING_IN, at=MONDAY_MORNING, post=post, from_on=MONDAY)
    alone = told(person)
    created = history(one.office.subject)[-1]
    fill(seat(city, "many1", office="housing_registry"), seat(city, "many2", office="housing_registry"))
    many = Person.objects.get(username="many2")
    assert [event for event, _ in told(many)] == [event for event, _ in alone]
    assert told(many)[-1][1].keys() == alone[-1][1].keys()
    assert not many.has_usable_password()
    office_entries = [
        entry
        for entry in history(city.offices["housing_registry"].subject)
        if entry.data.get("title") == "见习"
    ]
    assert [(entry.event, entry.data["roles"]) for entry in office_entries] == [
        (created.event, created.data["roles"])
    ]
    assert verify_journal().faults == []


def test_they_share_a_post_of_one_title_and_hold_it(city):
    first, second = fill(seat(city, "new1"), seat(city, "new2"))
    assert first.post == second.post and first.person != second.person
    assert posts_held(second.person, on=MONDAY) == [second.post]


def test_a_post_that_is_there_is_taken(city):
    known = city.posts["tang_yue"]
    (held,) = fill(
        seat(
            city, office="streets_enforcement", title=known.title, roles=[Role(role) for role in known.roles]
        )._replace(office=known.office)
    )
    assert held.post == known


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"username": "li_qiang"}, Malformed),  # somebody has this account
        ({"username": "new1"}, Malformed),  # twice in one list
        ({"username": "x" * 65}, Malformed),
        ({"title": "系统管理员", "roles": (Role.SYSTEM_ADMIN, Role.HANDLER)}, WrongState),
        ({"title": "管理员", "roles": (Role.SYSTEM_ADMIN, Role.AUDITOR)}, WrongState),
        ({"title": "见习", "roles": (Role.DESK,)}, Malformed),  # the post carries other roles
    ],
)
def test_one_that_is_refused_keeps_all_out(city, wrong, refusal):
    before = Person.objects.count(), Post.objects.count(), Tenure.objects.count()
    with pytest.raises(refusal):
        fill(seat(city, "new1"), seat(city, **({"username": "new2"} | wrong)))
    assert (Person.objects.count(), Post.objects.count(), Tenure.objects.count()) == before


def test_a_closed_office_takes_nobody(city):
    city.housing_permits.closed_on = MONDAY
    city.housing_permits.save()
    with pytest.raises(Refusal, match="撤销"):
        fill(seat(city))


def test_nobody_who_keeps_only_accounts_or_only_rights_can_do_it(city, cao_rui, xie_min):
    for somebody in (cao_rui, xie_min, city.actor("li_qiang")):
        with pytest.raises(NotAllowed):
            fill(seat(city), by=somebody)


def test_statements_do_not_grow_with_the_people(city, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        fill(*(seat(city, f"new{number}") for number in range(40)))
