"""授权代办: recorded, for a time, one deputy at a time."""

from datetime import timedelta

import pytest

from bihuan.domain.organisations.actions import delegate, end_delegation
from bihuan.domain.organisations.queries import seats_of
from bihuan.kernel.refusals import Malformed, NotAllowed, NotVisible, WrongState
from bihuan.testing.city import MONDAY_MORNING

TUESDAY, FRIDAY = MONDAY_MORNING + timedelta(days=1), MONDAY_MORNING + timedelta(days=4)


def give(city, by, person="ma_li", deputy="li_qiang", post=None, from_at=MONDAY_MORNING, to_at=TUESDAY):
    return delegate(
        person=city.person(person),
        by=by,
        at=MONDAY_MORNING,
        post=city.posts[post or person],
        deputy=city.person(deputy),
        from_at=from_at,
        to_at=to_at,
    )


def test_the_deputy_sits_there_until_it_ends(city, ma_li):
    give(city, ma_li)
    deputy = city.person("li_qiang")
    assert [s.acting_for for s in seats_of(deputy, at=MONDAY_MORNING)] == [None, city.person("ma_li")]
    assert [s.acting_for for s in seats_of(deputy, at=TUESDAY)] == [None]


@pytest.mark.parametrize(
    ("who", "allowed"), [("ma_li", True), ("director_chen", True), ("xu_hui", False), ("cao_rui", False)]
)
def test_for_oneself_or_for_ones_unit(city, who, allowed):
    if allowed:
        assert give(city, city.actor(who)).made_by == city.person(who)
    else:
        with pytest.raises(NotAllowed):
            give(city, city.actor(who))


def test_taking_it_back_ends_it_at_once(city, ma_li):
    give(city, ma_li, to_at=FRIDAY)
    end_delegation(person=city.person("ma_li"), by=ma_li, at=TUESDAY, post=city.posts["ma_li"])
    assert len(seats_of(city.person("li_qiang"), at=TUESDAY)) == 1
    with pytest.raises(WrongState):
        end_delegation(person=city.person("ma_li"), by=ma_li, at=TUESDAY, post=city.posts["ma_li"])


def test_one_that_was_taken_back_before_it_began_never_takes_effect(city, ma_li):
    give(city, ma_li, from_at=TUESDAY, to_at=FRIDAY)
    end_delegation(person=city.person("ma_li"), by=ma_li, at=MONDAY_MORNING, post=city.posts["ma_li"])
    assert len(seats_of(city.person("li_qiang"), at=TUESDAY)) == 1


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"deputy": "ma_li"}, Malformed),
        ({"to_at": MONDAY_MORNING}, Malformed),
        ({"post": "li_qiang"}, NotVisible),  # not her post
    ],
)
def test_what_does_not_hold_is_refused(city, ma_li, values, refusal):
    with pytest.raises(refusal):
        give(city, ma_li, **values)


def test_one_deputy_at_a_time(city, ma_li):
    give(city, ma_li)
    with pytest.raises(WrongState):
        give(city, ma_li, deputy="gao_feng")
    give(city, ma_li, deputy="gao_feng", from_at=TUESDAY, to_at=FRIDAY)
