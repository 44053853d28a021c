"""Which limit holds for a step of a remedy: dated data, keyed by noun and verb."""

from datetime import datetime

from bihuan.kernel.calendar import Limit, day_of
from bihuan.kernel.parameters.values import value


def limit_of(step: str, *, at: datetime, parameter: str = "remedies.limit") -> Limit:
    """The limit of `order.submit_plan`, `upward.chase`, … on the day of `at`; rooms above keep theirs in a parameter of their own."""
    limit: Limit = value(parameter, on=day_of(at), step=step)
    return limit
