"""台账: which states stand on the open ledger, and what a change means for it. 挂账 and 承诺限期 stay on it and are counted."""

from bihuan.domain.cases.choices import LedgerKind, State

ON_LEDGER = frozenset(
    {
        State.REGISTERED,
        State.ACCEPTED,
        State.DISPATCHED,
        State.HANDLING,
        State.PROMISED,
        State.LONG_TERM,
        State.COMPLETED,
    }
)
K = LedgerKind


def ledger_change(
    *, held_by: int | None, office: int, state: str, is_new: bool
) -> tuple[int | None, tuple[tuple[LedgerKind, int], ...]]:
    """On whose ledger it stands from now on, and the lines to write as (kind, office). `held_by`: on whose it stood.

    Followed up, closed, dissatisfied: it has left by 销号 already. Round again: it comes back as reopened. Raised a level: one office
    hands over, the other takes over."""
    holds = office if state in ON_LEDGER else None
    if holds == held_by:
        return holds, ()
    if held_by is None:
        return holds, (((K.NEW if is_new else K.REOPENED), office),)
    if holds is None:
        return None, (((K.STRUCK_OFF if state == State.STRUCK_OFF else K.EXITED), held_by),)
    return holds, ((K.HANDED_OVER, held_by), (K.TAKEN_OVER, office))
