"""保存期: when a case that has ended is forgotten as to persons."""

from dataclasses import dataclass
from datetime import datetime

from bihuan.kernel.calendar import Calendar, Limit
from bihuan.kernel.refusals import Refusal, WrongState


@dataclass(frozen=True, slots=True)
class ArchiveFacts:
    """What retention asks of a case. `lead_is_open`: it was merged into one that goes on."""

    ended_at: datetime | None
    archived: bool
    lead_is_open: bool = False


def may_archive(facts: ArchiveFacts, calendar: Calendar, period: Limit, at: datetime) -> Refusal | None:
    """归档 only what ended a whole period ago, and once."""
    if facts.archived:
        return WrongState("archived_already", "这一件已经归档。")
    if facts.ended_at is None or facts.lead_is_open:
        return WrongState("still_open", "还没有结束，不能归档。")
    if calendar.due(facts.ended_at, period).at > at:
        return WrongState("not_yet", "保存期还没有满。")
    return None
