"""What happened, in sentences and as time in hands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bihuan.domain.cases.choices import (
    Outcome,
    Satisfaction,
    Stage,
    State,
)
from bihuan.domain.cases.models import (
    Custody,
)
from bihuan.domain.cases.owed import PROMISE
from bihuan.domain.cases.queries.sight import Seen
from bihuan.faces.shared.components.time_account import Stretch
from bihuan.faces.shared.timeline import Happened, timeline_of
from bihuan.faces.workbench.case_page.words import label_of
from bihuan.faces.workbench.names import office_names_by_code, office_words
from bihuan.kernel.access import ActorKind
from bihuan.kernel.calendar import city_calendar
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal import Entry

OFFICE_DAY = 420  # working minutes of one office day, for the time bar


# What a reporter said comes with these; above a seal only.
FROM_REPORTER = frozenset({"case.register", "case.add", "case.rate", "case.say_not_solved", "case.follow_up"})


_AFTER_PROMISE = frozenset({Stage.CHECK, Stage.FOLLOW_UP, Stage.DECISION, Stage.SUSPENDED})


def told(entries: Sequence[Entry], seen: Seen) -> list[Happened]:
    """Above a seal everything; below it no text that came from the reporter."""
    names = office_names_by_code(
        str(entry.data[key]) for entry in entries for key in ("office", "from") if entry.data.get(key)
    )

    def office(code: Any) -> str:
        return names.get(str(code), str(code))

    say = {
        "office": office,
        "from": office,
        "outcome": lambda code: label_of(Outcome, code),
        "satisfaction": lambda code: label_of(Satisfaction, code),
        "state": lambda code: label_of(State, code),
    }
    return timeline_of(entries, say=say, notes_for=lambda entry: _may_read(entry, seen))


def _may_read(entry: Entry, seen: Seen) -> bool:
    if entry.event == "case.register":  # stands at the top of the page
        return False
    said_outside = entry.actor_kind in (ActorKind.RECEIPT, ActorKind.PUBLIC) or entry.event in FROM_REPORTER
    return seen.sight.words or not said_outside


def stretches_of(custody: Sequence[Custody], duties: Sequence[Duty], at: datetime) -> list[Stretch]:
    """Whose hands held it how many working minutes: one after the other, so they add up to the time that passed."""
    calendar = city_calendar()
    due = max((duty.due_at for duty in duties if duty.verb == PROMISE and duty.due_at), default=None)
    return [
        Stretch(
            holder=office_words(row.office),
            minutes=calendar.working_minutes_between(row.from_at, max(row.to_at or at, row.from_at)),
            what=Stage(row.stage).label,
            paused=row.stage == Stage.SUSPENDED,
            late=due is not None and (row.to_at or at) > due and row.stage not in _AFTER_PROMISE,
        )
        for row in custody
    ]
