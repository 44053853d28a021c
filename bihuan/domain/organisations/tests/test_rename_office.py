"""更名: the old name is kept with its last day."""

from datetime import date

import pytest

from bihuan.domain.organisations.actions import rename_office
from bihuan.domain.organisations.queries import find_offices, name_on
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import WrongState
from bihuan.testing.city import MONDAY_MORNING


def test_it_was_called_so_until_yesterday(city, cao_rui):
    was = city.streets.name
    office = rename_office(
        office=city.streets, by=cao_rui, at=MONDAY_MORNING, name="市城市管理执法委员会", short_name="市城管委"
    )
    assert name_on(office, date(2026, 11, 22)) == was
    assert name_on(office, date(2026, 11, 23)) == "市城市管理执法委员会"
    assert history(office.subject)[-1].data == {"was": was, "name": "市城市管理执法委员会"}


def test_it_is_still_found_by_its_former_name(city, cao_rui):
    office = rename_office(office=city.streets, by=cao_rui, at=MONDAY_MORNING, name="市城管委")
    assert office in find_offices("城市管理局")


def test_the_same_name_is_no_renaming(city, cao_rui):
    with pytest.raises(WrongState):
        rename_office(
            office=city.streets,
            by=cao_rui,
            at=MONDAY_MORNING,
            name=city.streets.name,
            short_name=city.streets.short_name,
        )
