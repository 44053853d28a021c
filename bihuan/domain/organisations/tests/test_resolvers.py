"""通知到单位: whoever sits at the desk then."""

from datetime import timedelta

from bihuan.domain.organisations.actions import delegate, set_shift
from bihuan.kernel.notices.resolvers import addresses_of
from bihuan.testing.city import MONDAY_MORNING


def told(city, key, at=MONDAY_MORNING):
    names = {person.pk: name for name, person in city.people.items()}
    return [names[address.person_id] for address in addresses_of([key], at=at)[key]]


def test_a_unit_is_told_at_its_desk(city):
    assert told(city, city.housing.key) == ["ma_li"]  # not the director


def test_a_section_is_told_itself(city):
    assert told(city, city.housing_permits.key) == ["li_qiang", "gao_feng"]


def test_whoever_covers_or_is_on_duty_is_told_too(city, ma_li):
    delegate(
        person=city.person("ma_li"),
        by=ma_li,
        at=MONDAY_MORNING,
        post=city.posts["ma_li"],
        deputy=city.person("wang_fang"),
        from_at=MONDAY_MORNING,
        to_at=MONDAY_MORNING + timedelta(hours=4),
    )
    set_shift(
        office=city.housing_desk,
        by=ma_li,
        at=MONDAY_MORNING,
        person=city.person("lin_tao"),
        from_at=MONDAY_MORNING + timedelta(hours=8),
        to_at=MONDAY_MORNING + timedelta(hours=20),
    )
    assert told(city, city.housing.key) == ["ma_li", "wang_fang"]
    assert told(city, city.housing.key, MONDAY_MORNING + timedelta(hours=9)) == ["ma_li", "lin_tao"]


def test_an_office_that_is_not_there_is_told_nothing(city):
    assert addresses_of(["office:999999"], at=MONDAY_MORNING) == {}
