"""任职."""

from datetime import date, timedelta

import pytest

from bihuan.domain.organisations.actions import appoint, create_post, delegate
from bihuan.domain.organisations.choices import Role, TenureKind
from bihuan.domain.organisations.queries import holders_of, offices_in_tenure, posts_held, units_in_tenure
from bihuan.kernel.journal import Subject, history
from bihuan.kernel.refusals import Malformed, NotAllowed, WrongState
from bihuan.testing.city import MONDAY_MORNING

MONDAY = date(2026, 11, 23)


def give(city, by, person="li_qiang", post="tang_yue", **values):
    values = {"from_on": MONDAY} | values
    return appoint(person=city.person(person), by=by, at=MONDAY_MORNING, post=city.posts[post], **values)


def test_a_person_holds_it_from_that_day(city, xie_min):
    give(city, xie_min, from_on=MONDAY + timedelta(days=1))
    person = city.person("li_qiang")
    assert city.posts["tang_yue"] not in posts_held(person, on=MONDAY)
    assert city.posts["tang_yue"] in posts_held(person, on=MONDAY + timedelta(days=1))


def test_the_entry_names_the_post_and_nobody(city, xie_min):
    give(city, xie_min)
    entry = history(Subject("person", city.person("li_qiang").pk))[-1]
    assert entry.event == "person.appoint"
    assert "李强" not in entry.text and entry.data["post"] == "停车管理科承办人"


def test_a_secondment_counts_for_both_units(city, xie_min):
    give(city, xie_min, kind=TenureKind.SECONDMENT, to_on=MONDAY + timedelta(days=30))
    person = city.person("li_qiang")
    assert offices_in_tenure(person.pk, from_on=MONDAY, to_on=MONDAY) == {
        city.housing_permits.pk,
        city.streets_enforcement.pk,
    }
    assert units_in_tenure(person.pk, from_on=MONDAY, to_on=MONDAY) == {city.housing.pk, city.streets.pk}
    later = MONDAY + timedelta(days=31)
    assert units_in_tenure(person.pk, from_on=later, to_on=later) == {city.housing.pk}


@pytest.mark.parametrize(
    ("who", "units"),
    [
        ("sun", {"housing_registry", "housing"}),  # a second-level unit counts for its first-level unit
        ("yu_bin", {"county_roads"}),
        ("song_na", {"county"}),  # a county's 双优化办 is not independent of the county
        ("wu_tong", {"city"}),
        ("pan_wei", {"town"}),
    ],
)
def test_the_units_that_count_as_ones_own(city, who, units):
    own = units_in_tenure(city.person(who).pk, from_on=MONDAY, to_on=MONDAY)
    assert own == {city.offices[name].pk for name in units}


def test_covering_for_somebody_counts_as_having_been_there(city, ma_li):
    delegate(
        person=city.person("ma_li"),
        by=ma_li,
        at=MONDAY_MORNING,
        post=city.posts["ma_li"],
        deputy=city.person("wu_tong"),
        from_at=MONDAY_MORNING,
        to_at=MONDAY_MORNING + timedelta(days=1),
    )
    assert city.housing.pk in units_in_tenure(city.person("wu_tong").pk, from_on=MONDAY, to_on=MONDAY)


def test_an_acting_tenure_needs_its_last_day(city, xie_min):
    with pytest.raises(Malformed):
        give(city, xie_min, kind=TenureKind.ACTING)
    give(city, xie_min, kind=TenureKind.ACTING, to_on=MONDAY)
    assert [p.name for p in holders_of(city.streets_enforcement, Role.HANDLER, on=MONDAY)] == [
        "唐悦",
        "罗军",
        "李强",
    ]


def test_not_twice_at_a_time(city, xie_min):
    give(city, xie_min, to_on=MONDAY + timedelta(days=9))
    with pytest.raises(WrongState):
        give(city, xie_min, from_on=MONDAY + timedelta(days=9))
    give(city, xie_min, from_on=MONDAY + timedelta(days=10))


def test_nobody_appoints_themselves(city, xie_min):
    with pytest.raises(NotAllowed) as refused:
        give(city, xie_min, person="xie_min")
    assert refused.value.code == "not_yourself"


def test_only_the_security_administrator(city, cao_rui, director_chen):
    for other in (cao_rui, director_chen):
        with pytest.raises(NotAllowed):
            give(city, other)


def test_the_three_administrators_stay_three_persons(city, xie_min):
    for post in ("cao_rui", "xie_min"):
        with pytest.raises(WrongState) as refused:
            give(city, xie_min, person="du_ping", post=post)
        assert refused.value.code == "admins_in_one_hand"


def test_not_even_by_covering_for_one_another(city, cao_rui):
    with pytest.raises(WrongState) as refused:
        delegate(
            person=city.person("cao_rui"),
            by=cao_rui,
            at=MONDAY_MORNING,
            post=city.posts["cao_rui"],
            deputy=city.person("du_ping"),
            from_at=MONDAY_MORNING,
            to_at=MONDAY_MORNING + timedelta(days=1),
        )
    assert refused.value.code == "admins_in_one_hand"


def test_a_closed_post_takes_nobody(city, xie_min):
    post = create_post(office=city.housing_market, by=xie_min, at=MONDAY_MORNING, title="临时岗", roles=[])
    post.closed_on = MONDAY
    post.save()
    with pytest.raises(WrongState):
        appoint(person=city.person("sun"), by=xie_min, at=MONDAY_MORNING, post=post, from_on=MONDAY)
