"""坐窗口: start, on a roster's turn or on one's own accord, and end."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.organisations.models import Office
from bihuan.domain.walkthroughs.actions.common import Claimed, claim_of, digest_of, own_unit
from bihuan.domain.walkthroughs.actions.doubting import doubt_sitting
from bihuan.domain.walkthroughs.choices import SittingState, TurnState
from bihuan.domain.walkthroughs.models import Roster, Sitting, Turn
from bihuan.domain.walkthroughs.queries.facts import roster_facts, sitting_facts
from bihuan.domain.walkthroughs.queries.turns import turn_today
from bihuan.domain.walkthroughs.rules.rosters import may_call_on, may_sit
from bihuan.domain.walkthroughs.rules.sittings import may_write
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.duties.actions import finish_duties
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.tracked import lock, number_it, record_step, refs, written
from bihuan.kernel.verbs import note, pick


def start_sitting(
    *,
    by: Actor,
    at: datetime,
    window: Annotated[Office, pick("哪个窗口", "section")],
    companion: Annotated[Person | None, pick("谁陪同记录", "person")] = None,
    occurred_at: Claimed = None,
) -> Sitting:
    """开始坐窗口: today's turn at this window where there is one, else on one's own accord: who sits elsewhere still owes the turn. What the
    phone says is a claim; our receipt starts the clock."""
    refuse_unless(may_call_on(by))
    with transaction.atomic():
        return _start(by=by, at=at, window=window, companion=companion, claimed=occurred_at, turn=None)


def sit_turn(
    *,
    roster: Roster,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    companion: Annotated[Person | None, pick("谁陪同记录", "person")] = None,
) -> Roster:
    """坐窗口: today's turn begins."""
    with transaction.atomic():
        roster = lock(roster, "unit", seen=seen)
        refuse_unless(may_sit(roster_facts(roster, by), by))
        turn = turn_today(by.hands, at=at, roster=roster)
        if turn is None:
            raise WrongState("no_turn_today", "您今天没有班次。", "可以从“坐窗口”临时开始一次。")
        _start(by=by, at=at, window=turn.window, companion=companion, claimed=None, turn=turn)
        roster.refresh_from_db()
        return roster


def _start(
    *,
    by: Actor,
    at: datetime,
    window: Office,
    companion: Person | None,
    claimed: datetime | None,
    turn: Turn | None,
) -> Sitting:
    _refuse_second(by)
    if companion is not None and companion.pk in by.hands:
        raise Malformed(
            "own_companion", "陪同记录的应是另一个人。", fields={"companion": "请换一位，或不填。"}
        )
    turn = turn or turn_today(by.hands, at=at, window=window)
    sitting = Sitting.objects.create(
        unit=own_unit(by),
        leader_id=by.hand,
        companion=companion,
        window=window,
        turn=turn,
        claimed_from=claim_of(claimed, at),
        opened_at=at,
    )
    if turn is not None:
        _sat(turn, by=by, at=at)
    number_it(sitting, at=at)
    record_step(
        sitting,
        "start",
        by=by,
        at=at,
        data={"number": sitting.number, "window": window.code, "turn": turn.pk if turn else None},
    )
    return sitting


def _refuse_second(by: Actor) -> None:
    open_ = Sitting.objects.filter(leader_id=by.hand, state=SittingState.OPEN).first()
    if open_ is not None:
        number = open_.number
        raise WrongState(
            "sitting_already", f"您还有一次坐窗口没有结束（{number}）。", "请先结束那一次。", number=number
        )


def _sat(turn: Turn, *, by: Actor, at: datetime) -> None:
    """The turn is no longer owed; the roster's own chain says so."""
    turn.state = TurnState.SAT
    turn.save(update_fields=["state"])
    roster = lock(turn.plan.roster, "unit")
    finish_duties(subject=roster.subject, item=turn.item, at=at)
    record_step(roster, "sit", by=by, at=at, data={"turn": turn.pk})


def end_sitting(
    *,
    sitting: Sitting,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    summary: Annotated[str, note("小结", "看到了什么、准备改什么")],
    occurred_at: Claimed = None,
) -> Sitting:
    """结束坐窗口: what looks like theatre is marked at once, and not counted until a person has looked."""
    with transaction.atomic():
        sitting = lock(sitting, "unit", "window", seen=seen)
        refuse_unless(may_write(sitting_facts(sitting), by))
        sitting.summary = written(sitting, summary, "summary", "请写小结。", at=at)
        sitting.summary_digest = digest_of(summary)
        sitting.claimed_to = claim_of(occurred_at, at)
        sitting.state, sitting.ended_at = SittingState.FINISHED, at
        found = doubt_sitting(sitting, at=at)
        data = {"minutes": sitting.minutes or 0, "doubts": [rule.code for rule in found]}
        record_step(sitting, "end", by=by, at=at, data=data | refs(summary=sitting.summary))
        return sitting
