"""Stand on a day. The whole machine's time is pinned, so sessions, cookies and the kernel's clock agree."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from bihuan.testing.city import MONDAY_MORNING


class PinnedClock:
    """Time stands still until the test moves it."""

    def __init__(self, traveller: Any) -> None:
        self._traveller = traveller

    @property
    def at(self) -> datetime:
        """The moment on which the test stands, as actions want it."""
        return self._now

    def stand_at(self, moment: datetime) -> datetime:
        self._now = moment
        self._traveller.move_to(moment, tick=False)
        return moment

    def advance(self, **passed: float) -> datetime:
        """`clock.advance(hours=4)`: wall-clock time passes."""
        return self.stand_at(self._now + timedelta(**passed))


@pytest.fixture
def clock() -> Iterator[PinnedClock]:
    """Monday morning, until the test says otherwise."""
    with time_machine.travel(MONDAY_MORNING, tick=False) as traveller:
        pinned = PinnedClock(traveller)
        pinned.stand_at(MONDAY_MORNING)
        yield pinned
