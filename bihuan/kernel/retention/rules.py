"""When something that has ended is forgotten as to persons."""

from datetime import datetime

from bihuan.kernel.calendar import Calendar, Limit
from bihuan.kernel.refusals import Refusal, WrongState


def may_blank(
    ended_at: datetime | None, *, blanked: bool, calendar: Calendar, period: Limit, at: datetime
) -> Refusal | None:
    """Only what ended a whole period ago, and once."""
    if blanked:
        return WrongState("blanked_already", "个人信息已经清除。")
    if ended_at is None:
        return WrongState("still_open", "还没有结束，不能清除。")
    if calendar.due(ended_at, period).at > at:
        return WrongState("not_yet", "保存期还没有满。")
    return None
