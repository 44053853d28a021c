"""回访: an independent person asks the reporter. Only then is it closed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bihuan.domain.cases.choices import Outcome, State
from bihuan.domain.cases.choices.kinds import CONTENT
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.hands import first, in_states, is_a_person, is_independent, with_role
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal

TRIES = 3
# 不能一拒了之: outcomes that do not claim a solution.
HONESTLY_UNSOLVED = frozenset({Outcome.EXPLAINED, Outcome.REPORTED_UPWARD})
APART = timedelta(hours=2)


def may_follow_up(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """回访 belongs to an independent caller of the office in charge, or of the office to which it was lent. A direct answer is followed up
    after it was closed, where it is in the sample."""
    return first(
        None if facts.is_in(State.CLOSED) and facts.sampled else in_states(facts, State.STRUCK_OFF),
        is_a_person(actor),
        with_role(actor, Role.FOLLOW_UP),
        None
        if facts.office_key in actor.keys or facts.lent_to & actor.keys
        else NotAllowed(
            "not_your_office", "这一件不由您的办公室回访。", "需要代为回访的，请由原办公室转来。"
        ),
        is_independent(facts, actor),
    )


def is_content(solved: bool | None, satisfaction: str, *, outcome: str = "") -> bool:
    """基本满意 and above, and solved by the reporter's own word. Where the office itself says that it could only explain, or report upward,
    nobody claims that it is solved: content with how it was handled is enough."""
    return (solved is not False or outcome in HONESTLY_UNSOLVED) and satisfaction in {str(s) for s in CONTENT}


def is_unreached(tries: Sequence[datetime], *, reachable: bool = True, due: bool = False) -> bool:
    """Three tries, on three days and at different hours (at least two hours apart in the time of day). `tries` in the city's local time.

    Who left no number can only answer by receipt: one try, after the follow-up was due.
    """
    if not reachable:
        return due
    days = {t.date() for t in tries}
    hours = sorted(timedelta(hours=t.hour, minutes=t.minute) for t in tries)
    return len(days) >= TRIES and hours[-1] - hours[0] >= APART
