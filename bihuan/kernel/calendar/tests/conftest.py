import pytest

from bihuan.kernel.calendar import Calendar, shipped_calendar


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    return shipped_calendar()
