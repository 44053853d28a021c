"""The working calendar: made once per edition and handed into rules.

Counting: the day of the event is not counted, working or not; day 1 is the next working day; a limit in days ends at close of
office hours. Hours run inside office hours, from the next opening if outside. Natural days and months that end on a day off roll
to the next working day. `h` and `min` run on the wall clock.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from hashlib import sha256

from bihuan.kernel.calendar.counting import Counting
from bihuan.kernel.calendar.due import Due, due_moment, end_moment
from bihuan.kernel.calendar.limits import Limit
from bihuan.kernel.calendar.moments import Stretch
from bihuan.kernel.calendar.vectors import Vectors


class Calendar(Counting):
    """All questions about days, hours and limits; `vectors` asks the same of millions at once."""

    def due(self, start: datetime, limit: Limit, pauses: Sequence[Stretch] = ()) -> Due:
        """When a limit that started then ends, with the stretches added in which its clock stood still."""
        return due_moment(self, start, limit, pauses)

    def end_of(self, start: datetime, limit: Limit, pauses: Sequence[Stretch] = ()) -> tuple[datetime, bool]:
        """When it ends and whether that is provisional: `due` without the days that it skipped."""
        return end_moment(self, start, limit, pauses)

    @cached_property
    def fingerprint(self) -> str:
        """Two calendars with the same one answer every question alike."""
        days = self.days
        said = f"{days.first} {days.off} {days.hours} {sorted(days.unpublished)}"
        return sha256(said.encode()).hexdigest()

    @cached_property
    def vectors(self) -> Vectors:
        return Vectors.of(self.days)
