"""The loop as a table. A transition that is not here does not happen."""

from bihuan.domain.cases.choices import LegState, State
from bihuan.domain.cases.choices.states import LEG_ENDED, OPEN

S = State
TRANSITIONS: dict[State, frozenset[State]] = {
    # 研判: accept, answer directly (simple track), or leave the loop with its basis
    S.REGISTERED: frozenset({S.ACCEPTED, S.CLOSED, S.DECLINED, S.TRANSFERRED, S.MERGED, S.WITHDRAWN, S.VOID}),
    S.ACCEPTED: frozenset({S.DISPATCHED, S.CLOSED, S.DECLINED, S.TRANSFERRED, S.MERGED, S.WITHDRAWN, S.VOID}),
    # 派单 → 签收; all legs recalled or returned: back to be dispatched again
    S.DISPATCHED: frozenset({S.HANDLING, S.ACCEPTED, S.TRANSFERRED, S.MERGED, S.WITHDRAWN}),
    S.HANDLING: frozenset(
        {S.COMPLETED, S.DISPATCHED, S.ACCEPTED, S.LONG_TERM, S.TRANSFERRED, S.MERGED, S.WITHDRAWN}
    ),
    # 承诺限期: struck off only on its proof, hence completed again, with proof
    S.PROMISED: frozenset({S.COMPLETED, S.LONG_TERM, S.WITHDRAWN}),
    # 挂账: milestones done, back to handling
    S.LONG_TERM: frozenset({S.HANDLING, S.WITHDRAWN}),
    # 核查: strike off, rework, or accept a promise by a date
    S.COMPLETED: frozenset({S.STRUCK_OFF, S.HANDLING, S.PROMISED}),
    # 回访: satisfied or unreached → closed; dissatisfied → decided by someone outside the round
    S.STRUCK_OFF: frozenset({S.CLOSED, S.DISSATISFIED}),
    # round n+1, or result upheld / final answer
    S.DISSATISFIED: frozenset({S.ACCEPTED, S.CLOSED}),
    # new facts reopen what was closed, declined or sent back; a merge can be undone, and a merged case is followed up when its lead is struck off
    S.CLOSED: frozenset({S.ACCEPTED, S.DISSATISFIED}),
    S.MERGED: frozenset({S.ACCEPTED, S.STRUCK_OFF}),
    S.DECLINED: frozenset({S.ACCEPTED}),
    S.TRANSFERRED: frozenset({S.ACCEPTED, S.CLOSED}),
    S.WITHDRAWN: frozenset(),
    S.VOID: frozenset(),
    # 历史导入: it never was in the loop here; who is not content reports it anew
    S.ANSWERED: frozenset(),
}

L = LegState
LEG_TRANSITIONS: dict[LegState, frozenset[LegState]] = {
    L.DISPATCHED: frozenset({L.HANDLING, L.RETURNING, L.RECALLED}),
    L.HANDLING: frozenset({L.DELEGATED, L.RETURNING, L.SUBMITTED, L.COMPLETED, L.RECALLED}),
    L.DELEGATED: frozenset({L.HANDLING, L.COMPLETED, L.RECALLED}),
    L.RETURNING: frozenset({L.DISPATCHED, L.HANDLING, L.RETURNED, L.RECALLED}),
    L.SUBMITTED: frozenset({L.HANDLING, L.COMPLETED, L.RECALLED}),
    # rework: the checker sends it back
    L.COMPLETED: frozenset({L.HANDLING}),
    L.RETURNED: frozenset(),
    L.RECALLED: frozenset(),
}


def is_transition(old: str, new: str) -> bool:
    """Whether a case may go from one state to another."""
    return State(new) in TRANSITIONS[State(old)]


def is_leg_transition(old: str, new: str) -> bool:
    """Whether a leg may go from one state to another."""
    return LegState(new) in LEG_TRANSITIONS[LegState(old)]


def is_ending(state: str) -> bool:
    """Whether a case in this state has left the open ledger."""
    return State(state) not in OPEN


def leg_has_ended(state: str) -> bool:
    return LegState(state) in LEG_ENDED
