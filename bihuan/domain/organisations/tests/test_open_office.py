"""设立: an office gets its place in the tree."""

import pytest

from bihuan.domain.organisations.actions import open_office
from bihuan.domain.organisations.choices import BodyKind, OfficeKind
from bihuan.kernel.access import Actor
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import Malformed, NotAllowed, WrongState
from bihuan.testing.city import MONDAY_MORNING


def opened(city, by, **values):
    values = {"name": "装饰装修科", "kind": OfficeKind.SECTION} | values
    return open_office(office=values.pop("office", city.housing), by=by, at=MONDAY_MORNING, **values)


def test_a_section_lies_in_its_unit_and_area(city, cao_rui):
    section = opened(city, cao_rui)
    assert section.line_ids == (section.pk, city.housing.pk, city.city.pk)
    assert (section.unit, section.area) == (city.housing, city.city)
    assert section.level == city.housing.level and section.region == city.housing.region
    assert [entry.event for entry in history(section.subject)] == ["office.open"]


def test_it_gets_the_next_free_code_under_its_parent(city, cao_rui):
    assert opened(city, cao_rui).code == "JZ-ZJ-06"
    assert opened(city, cao_rui, name="房屋征收科").code == "JZ-ZJ-07"


def test_the_first_desk_of_a_unit_becomes_its_desk(city, cao_rui):
    desk = opened(city, cao_rui, office=city.town, name="埠河镇党政办", kind=OfficeKind.DESK)
    city.town.refresh_from_db()
    assert city.town.desk == desk
    opened(city, cao_rui, office=city.town, name="第二办", kind=OfficeKind.DESK)
    city.town.refresh_from_db()
    assert city.town.desk == desk


def test_a_county_is_an_area_of_its_own(city, cao_rui):
    county = opened(
        city,
        cao_rui,
        office=city.city,
        name="江陵县人民政府",
        kind=OfficeKind.UNIT,
        body_kind=BodyKind.COUNTY,
    )
    assert county.unit == county.area == county


def test_the_very_first_office_is_opened_without_a_parent(db):
    city = open_office(
        office=None,
        by=Actor.calendar("set-up"),
        at=MONDAY_MORNING,
        name="市人民政府",
        kind=OfficeKind.UNIT,
        code="JZ",
        body_kind=BodyKind.CITY,
    )
    assert city.path == f"/{city.pk}/" and city.area == city


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": OfficeKind.UNIT}, "body_kind"),
        ({"kind": OfficeKind.UNIT, "body_kind": BodyKind.CONTRACTOR}, "supervising_unit"),
        ({"code": "JZ-ZJ-02"}, "code"),
    ],
)
def test_what_is_missing_is_named(city, cao_rui, values, field):
    with pytest.raises(Malformed) as refused:
        opened(city, cao_rui, **values)
    assert list(refused.value.fields) == [field]


def test_only_the_system_administrator_of_the_area_opens_offices(city, cao_rui, xie_min, ma_li):
    for other in (xie_min, ma_li):
        with pytest.raises(NotAllowed):
            opened(city, other)


def test_nothing_is_opened_in_a_closed_office(city, cao_rui):
    city.housing.closed_on = MONDAY_MORNING.date()
    city.housing.save()
    with pytest.raises(WrongState):
        opened(city, cao_rui)
