import pytest

from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import Calendar, shipped_calendar
from bihuan.kernel.journal import Subject, locks


@pytest.fixture
def calendar() -> Calendar:
    return shipped_calendar()


@pytest.fixture
def locked(monkeypatch) -> list[int]:
    """The ids of subjects that were locked, by a room that only remembers them."""
    ids: list[int] = []
    monkeypatch.setattr(locks, "_LOCKS", {"thing": ids.append})
    return ids


@pytest.fixture
def subject(db, locked) -> Subject:
    return Subject("thing", 7)


@pytest.fixture
def by() -> Actor:
    return Actor.calendar("duties.alert")
