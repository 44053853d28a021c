"""For whom somebody in a post stands."""

from datetime import UTC, datetime, timedelta

import pytest

from bihuan.domain.organisations.models import Delegation, Tenure
from bihuan.domain.organisations.queries import acting_in, actor_for, seats_of
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.refusals import NotAllowed
from bihuan.testing.city import MONDAY_MORNING, City


def office_keys(actor, city):
    names = {office.key: name for name, office in city.offices.items()}
    return {names[key] for key in actor.keys if key in names}


@pytest.mark.parametrize(
    ("who", "stands_for"),
    [
        ("li_qiang", {"housing_permits"}),  # a handler: only their section
        ("gao_feng", {"housing_permits"}),  # a section head: only their section
        ("wang_fang", {"housing_window"}),
        ("ma_li", {"housing_desk", "housing"}),  # the desk stands for its unit
        ("lin_tao", {"housing"}),
        ("director_chen", {"housing"}),
        ("zhao_min", {"office", "city"}),  # the city's 双优化办 stands for the city
        ("wu_tong", {"office", "city"}),
        ("mayor_fang", {"city"}),
        ("song_na", {"county_office", "county"}),  # the county's stands for the county, not for the city
        ("yu_bin", {"county_roads_desk", "county_roads"}),
        ("he_jing", {"discipline"}),  # discipline sees what is handed to it, not everything
        ("pan_wei", {"town"}),
        ("sun", {"housing_registry"}),  # a second-level unit is not its parent
        ("cao_rui", {"data_centre"}),  # an administrator sees no more work than any colleague there
    ],
)
def test_the_office_keys_of_a_post(city: City, who, stands_for):
    assert office_keys(city.actor(who), city) == stands_for


def test_administrators_hold_a_key_that_opens_no_case(city: City):
    assert f"admin:{city.city.pk}" in city.actor("cao_rui").keys
    assert not any(key.startswith("admin:") for key in city.actor("zhao_min").keys)


def test_a_person_always_stands_for_themselves(city: City):
    assert f"person:{city.person('li_qiang').pk}" in city.actor("li_qiang").keys


def test_a_post_that_was_left_gives_no_actor(city: City):
    Tenure.objects.filter(person=city.person("li_qiang")).update(
        to_on=MONDAY_MORNING.date() - timedelta(days=1)
    )
    with pytest.raises(NotAllowed) as refused:
        city.actor("li_qiang")
    assert refused.value.code == "post_not_held"


def test_the_last_day_of_a_tenure_counts_until_midnight_in_the_city(city: City):
    Tenure.objects.filter(person=city.person("li_qiang")).update(to_on=MONDAY_MORNING.date())
    assert city.actor("li_qiang", at=datetime(2026, 11, 23, 15, 59, tzinfo=UTC))
    with pytest.raises(NotAllowed):
        city.actor("li_qiang", at=datetime(2026, 11, 23, 16, 0, tzinfo=UTC))


def test_whoever_covers_for_an_absent_colleague_counts_as_both_hands(city: City):
    absent, deputy, post = city.person("ma_li"), city.person("li_qiang"), city.posts["ma_li"]
    Delegation.objects.create(
        post=post,
        absent=absent,
        deputy=deputy,
        from_at=MONDAY_MORNING,
        to_at=MONDAY_MORNING + timedelta(days=2),
        made_at=MONDAY_MORNING,
    )
    actor = actor_for(deputy, post, "workbench", at=MONDAY_MORNING, acting_for=absent)
    assert actor.hands == {absent.pk, deputy.pk}
    assert actor.has("DESK")
    assert [(seat.post, seat.acting_for) for seat in seats_of(deputy, at=MONDAY_MORNING)] == [
        (city.posts["li_qiang"], None),
        (post, absent),
    ]
    with pytest.raises(NotAllowed):
        actor_for(deputy, post, "workbench", at=MONDAY_MORNING + timedelta(days=2), acting_for=absent)


def test_it_asks_at_most_one_query_when_the_post_is_at_hand(city: City, django_assert_num_queries):
    with django_assert_num_queries(1):
        city.actor("zhao_min")


def test_a_token_stands_for_its_post_and_for_no_person(city: City):
    token = Actor(kind=ActorKind.TOKEN, face="api", name="12345", token_id=1)
    actor = acting_in(token, city.posts["liu_yang"])
    assert office_keys(actor, city) == {"office", "city"} and actor.has("INTAKE")
    assert actor.kind is ActorKind.TOKEN and not actor.hands
