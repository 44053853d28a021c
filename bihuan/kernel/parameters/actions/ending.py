"""Ending an active value takes two persons as well; the days before keep it."""

from datetime import date, datetime, timedelta

from django.db import transaction

from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.actions import decide_approval
from bihuan.kernel.notes.actions import note_ref
from bihuan.kernel.parameters.actions.steps import (
    END,
    answer_ref,
    ask,
    expire,
    facts_of,
    lock_override,
    open_request,
    record_step,
)
from bihuan.kernel.parameters.editions import bump_edition
from bihuan.kernel.parameters.models import Override
from bihuan.kernel.parameters.rules import (
    may_ask_end,
)
from bihuan.kernel.refusals import refuse_unless


def ask_end_of_value(
    *,
    override: Override,
    from_on: date,
    holder: str,
    by: Actor,
    at: datetime,
    reason: str,
    role: str = "",
) -> Override:
    """Ask that an active value holds no longer from a day on; the days before keep it."""
    with transaction.atomic():
        override = lock_override(override)
        refuse_unless(may_ask_end(facts_of(override), by))
        asked = ask(override, END, holder, role, by, at, reason, from_on=from_on.isoformat())
        record_step(override, "parameter.ask_end", by, at, reason=note_ref(asked.reason), from_on=from_on)
    return override


def decide_end_of_value(
    *, override: Override, by: Actor, at: datetime, granted: bool, answer: str
) -> Override:
    """The second person ends the value, or keeps it."""
    with transaction.atomic():
        override = lock_override(override)
        refuse_unless(may_ask_end(facts_of(override), by))
        decided = decide_approval(
            approval=open_request(override, END), by=by, at=at, granted=granted, answer=answer
        )
        if not granted:
            record_step(override, "parameter.keep", by, at, answer=answer_ref(decided))
            return override
        override.until_on = date.fromisoformat(decided.payload["from_on"]) - timedelta(days=1)
        override.save(update_fields=["until_on"])
        expire(override, by, at)
        bump_edition()
        record_step(override, "parameter.end", by, at, answer=answer_ref(decided), last_on=override.until_on)
    return override
