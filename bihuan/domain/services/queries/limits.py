"""Which limit holds on a day."""

from datetime import datetime

from bihuan.kernel.calendar import Limit, day_of
from bihuan.kernel.parameters.values import value


def limit_of(step: str, *, at: datetime) -> Limit:
    """The limit of `rating.verify`, `matter.accept`, … on the day of `at`."""
    limit: Limit = value("services.limit", on=day_of(at), step=step)
    return limit
