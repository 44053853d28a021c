"""What the calendar does with turns: they come up, they are missed."""

from datetime import datetime

from django.db import transaction

from bihuan.domain.walkthroughs.choices import TurnState
from bihuan.domain.walkthroughs.models import Turn
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.actions import drop_duties, start_duty
from bihuan.kernel.tracked import lock, record_step


def owe_turn(*, turn: Turn, by: Actor, at: datetime) -> Turn:
    """到班: the turn enters its leader's own work, due when it ends."""
    with transaction.atomic():
        roster = lock(turn.plan.roster, "unit")
        turn = Turn.objects.select_related("leader").get(pk=turn.pk)
        if turn.owed_at is None and turn.state == TurnState.PLANNED:
            turn.owed_at = at
            turn.save(update_fields=["owed_at"])
            start_duty(
                subject=roster.subject,
                verb="sit",
                item=turn.item,
                holder=f"person:{turn.leader.person_id}",
                started_at=at,
                due_at=turn.to_at,
            )
            record_step(roster, "owe", by=by, at=at, data={"turn": turn.pk})
        return turn


def miss_turn(*, turn: Turn, by: Actor, at: datetime) -> Turn:
    """未坐: the day is over and nobody sat. It is counted as it is."""
    with transaction.atomic():
        roster = lock(turn.plan.roster, "unit")
        turn = Turn.objects.get(pk=turn.pk)
        if turn.state == TurnState.PLANNED:
            turn.state = TurnState.MISSED
            turn.save(update_fields=["state"])
            drop_duties(subject=roster.subject, item=turn.item, at=at)
            record_step(roster, "miss", by=by, at=at, data={"turn": turn.pk})
        return turn
