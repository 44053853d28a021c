"""划转: an office moves with everything in it."""

import pytest

from bihuan.domain.organisations.actions import move_office
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.queries import offices_inside
from bihuan.kernel.refusals import Changed, NotAllowed, WrongState
from bihuan.testing.city import MONDAY_MORNING


def test_a_unit_takes_its_sections_along(city, cao_rui):
    sections = set(offices_inside(city.county_roads).values_list("pk", flat=True))
    move_office(office=city.county_roads, by=cao_rui, at=MONDAY_MORNING, parent=city.city)
    moved = Office.objects.in_bulk(sections)
    assert all(
        office.path.startswith(f"/{city.city.pk}/{city.county_roads.pk}/") for office in moved.values()
    )
    assert {office.area_id for office in moved.values()} == {city.city.pk}
    assert {office.unit_id for office in moved.values()} == {city.county_roads.pk}
    assert not offices_inside(city.county).filter(pk__in=sections).exists()


def test_a_section_changes_its_unit(city, cao_rui):
    moved = move_office(office=city.housing_market, by=cao_rui, at=MONDAY_MORNING, parent=city.streets)
    moved.refresh_from_db()
    assert moved.unit == city.streets and moved.ancestor_ids == (city.streets.pk, city.city.pk)


def test_a_desk_that_leaves_is_no_longer_the_desk(city, cao_rui):
    move_office(office=city.housing_desk, by=cao_rui, at=MONDAY_MORNING, parent=city.streets)
    city.housing.refresh_from_db()
    assert city.housing.desk is None


def test_not_into_itself(city, cao_rui):
    with pytest.raises(WrongState) as refused:
        move_office(office=city.county, by=cao_rui, at=MONDAY_MORNING, parent=city.county_roads)
    assert refused.value.code == "office_into_itself"


def test_not_by_a_desk(city, ma_li):
    with pytest.raises(NotAllowed):
        move_office(office=city.housing_market, by=ma_li, at=MONDAY_MORNING, parent=city.streets)


def test_not_over_somebody_elses_change(city, cao_rui):
    move_office(office=city.housing_market, by=cao_rui, at=MONDAY_MORNING, parent=city.streets, seen=0)
    with pytest.raises(Changed):
        move_office(office=city.housing_market, by=cao_rui, at=MONDAY_MORNING, parent=city.housing, seen=0)
