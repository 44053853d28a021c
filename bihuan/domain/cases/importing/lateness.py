"""How late an imported reply was, by the promise that would hold here: the limit is named on each."""

from datetime import date, datetime

from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries.limits import limit_for
from bihuan.kernel.calendar import Limit, city_calendar, day_of


class Promises:
    """The limits of one batch; the same programme, type and day ask the parameters once."""

    def __init__(self) -> None:
        self._calendar = city_calendar()
        self._limits: dict[tuple[str, str, date], Limit] = {}

    def of(self, case: Case, replied_at: datetime | None) -> tuple[str, datetime, int | None]:
        """The limit, when it ended, and the working minutes beyond it."""
        on = day_of(case.registered_at)
        key = (case.programme, case.request_type, on)
        if key not in self._limits:
            self._limits[key] = limit_for(case, "promise", at=case.registered_at)
        limit = self._limits[key]
        due_at, _ = self._calendar.end_of(case.registered_at, limit)
        if replied_at is None:
            return str(limit), due_at, None
        late = self._calendar.working_minutes_between(due_at, replied_at) if replied_at > due_at else 0
        return str(limit), due_at, late
