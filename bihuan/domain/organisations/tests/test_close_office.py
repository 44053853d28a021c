"""撤销: only what is empty is closed."""

from datetime import date

import pytest

from bihuan.domain.organisations.actions import close_office, leave_post
from bihuan.domain.organisations.queries import find_offices
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.refusals import WrongState
from bihuan.testing.city import MONDAY_MORNING

NEXT_YEAR = date(2027, 1, 1)


def test_an_empty_section_is_closed_with_its_posts(city, cao_rui, xie_min, zhou_jie):
    leave_post(
        person=city.person("zhou_jie"),
        by=xie_min,
        at=MONDAY_MORNING,
        post=city.posts["zhou_jie"],
        to_on=date(2026, 12, 31),
    )
    closed = close_office(office=city.streets_greening, by=cao_rui, at=MONDAY_MORNING, closed_on=NEXT_YEAR)
    assert closed.is_active(on=date(2026, 12, 31)) and not closed.is_active(on=NEXT_YEAR)
    assert closed.posts.get().closed_on == NEXT_YEAR
    assert closed not in find_offices("园林绿化")


def test_people_and_work_inside_are_counted(city, cao_rui):
    Duty.objects.create(
        subject_kind="case",
        subject_id=1,
        verb="handle",
        holder=city.housing_permits.key,
        started_at=MONDAY_MORNING,
    )
    with pytest.raises(WrongState) as refused:
        close_office(office=city.housing_permits, by=cao_rui, at=MONDAY_MORNING, closed_on=NEXT_YEAR)
    assert refused.value.details == {"below": 0, "held": 2, "owed": 1}


def test_a_unit_with_sections_stays_open(city, cao_rui):
    with pytest.raises(WrongState) as refused:
        close_office(office=city.county_roads, by=cao_rui, at=MONDAY_MORNING, closed_on=NEXT_YEAR)
    assert refused.value.details["below"] == 2
