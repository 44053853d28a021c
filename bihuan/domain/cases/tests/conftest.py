import pytest

from bihuan.kernel.calendar import Calendar, shipped_calendar
from bihuan.testing.cases import Loop


@pytest.fixture
def loop(city) -> Loop:
    """The straight path with the cast's hands."""
    return Loop(city)


@pytest.fixture(scope="session")
def shipped() -> Calendar:
    """The calendar as it comes with the house, without a database."""
    return shipped_calendar()
