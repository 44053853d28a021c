"""值班: first, next, leader on duty; then one office up."""

from datetime import UTC, datetime, timedelta

import pytest

from bihuan.domain.organisations.actions import drop_shift, set_shift
from bihuan.domain.organisations.choices import Role, ShiftRank
from bihuan.domain.organisations.models import Shift
from bihuan.domain.organisations.queries import on_duty
from bihuan.domain.organisations.rules.escalation import Answerable, Rostered, call_order
from bihuan.kernel.refusals import Malformed, NotAllowed, WrongState
from bihuan.testing.city import MONDAY_MORNING

NIGHT = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)  # Friday, 22:00 in the city
FIRST, NEXT, LEADER = ShiftRank.FIRST, ShiftRank.NEXT, ShiftRank.LEADER


def put(city, by, office, who, rank=FIRST, **values):
    values = {"from_at": NIGHT - timedelta(hours=4), "to_at": NIGHT + timedelta(hours=10)} | values
    return set_shift(
        office=city.offices[office], by=by, at=MONDAY_MORNING, person=city.person(who), rank=rank, **values
    )


def names(people):
    return [person.name for person in people]


def test_the_roster_of_the_desk_then_of_the_city(city, ma_li, zhao_min):
    put(city, ma_li, "housing_desk", "lin_tao", LEADER)
    put(city, ma_li, "housing_desk", "li_qiang", NEXT)
    put(city, ma_li, "housing_desk", "ma_li", FIRST)
    put(city, zhao_min, "office", "wu_tong", FIRST)
    called = names(on_duty(city.housing_desk, NIGHT))
    assert called[:4] == ["马丽", "李强", "林涛", "吴桐"]
    assert len(set(called)) == len(called)


def test_a_section_is_answered_for_by_its_units_desk(city, ma_li):
    put(city, ma_li, "housing_desk", "lin_tao")
    assert names(on_duty(city.housing_permits, NIGHT))[0] == "林涛"


def test_without_a_roster_the_desk_and_the_heads_are_called(city):
    assert names(on_duty(city.housing_desk, NIGHT)) == ["马丽", "林涛", "陈局长", "赵敏", "方市长"]


def test_a_shift_ends(city, ma_li):
    put(city, ma_li, "housing_desk", "li_qiang")
    assert names(on_duty(city.housing_desk, NIGHT + timedelta(hours=10)))[0] == "马丽"


def test_whoever_is_retired_is_not_called(city, ma_li):
    put(city, ma_li, "housing_desk", "li_qiang")
    city.person("li_qiang").is_active = False
    city.person("li_qiang").save()
    assert "李强" not in names(on_duty(city.housing_desk, NIGHT))


def test_it_asks_three_queries(city, ma_li, django_assert_max_num_queries):
    put(city, ma_li, "housing_desk", "li_qiang")
    with django_assert_max_num_queries(3):
        on_duty(city.housing_permits, NIGHT)


def test_each_rank_is_taken_once_and_nobody_stands_twice(city, ma_li):
    put(city, ma_li, "housing_desk", "li_qiang")
    with pytest.raises(WrongState) as refused:
        put(city, ma_li, "housing_desk", "gao_feng")
    assert refused.value.code == "shift_taken"
    with pytest.raises(WrongState) as refused:
        put(city, ma_li, "housing_desk", "li_qiang", NEXT)
    assert refused.value.code == "shift_twice"
    with pytest.raises(Malformed):
        put(city, ma_li, "housing_desk", "gao_feng", to_at=NIGHT - timedelta(hours=5))


def test_the_roster_is_the_units_own(city, xu_hui):
    with pytest.raises(NotAllowed):
        put(city, xu_hui, "housing_desk", "li_qiang")


def test_a_shift_that_is_over_stays(city, ma_li):
    shift = put(city, ma_li, "housing_desk", "li_qiang")
    with pytest.raises(WrongState):
        drop_shift(office=city.housing_desk, by=ma_li, at=NIGHT + timedelta(days=1), shift=shift)
    drop_shift(office=city.housing_desk, by=ma_li, at=MONDAY_MORNING, shift=shift)
    assert not Shift.objects.exists()


def test_the_order_of_calls_is_a_pure_rule():
    rostered = [Rostered(1, FIRST, 5), Rostered(0, LEADER, 3), Rostered(0, FIRST, 1), Rostered(0, NEXT, 2)]
    answerable = [
        Answerable(0, frozenset({Role.HANDLER}), 9),  # a handler is not called at night
        Answerable(0, frozenset({Role.UNIT_HEAD}), 8),
        Answerable(0, frozenset({Role.DESK}), 1),
    ]
    assert call_order(rostered, answerable) == [1, 2, 3, 5, 8]
