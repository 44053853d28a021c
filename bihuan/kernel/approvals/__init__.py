"""Asked by one, decided by another, with reason, document and expiry: extension, exclusion, unsealing, parameters, hand-over letter …

A mechanism registers its kinds in its `approvals.py` (`register_kind`), asks with `ask_approval`, and its deciding action calls
`decide_approval` before it gives effect to the answer. One queue page serves all (`approvals_of`). See `docs/kernel/approvals.md`.
"""

from typing import TYPE_CHECKING

from bihuan.kernel.doors import door

if TYPE_CHECKING:
    from bihuan.kernel.approvals.actions import ask_approval, decide_approval, withdraw_approval
    from bihuan.kernel.approvals.kinds import ApprovalKind, kind_of, register_kind
    from bihuan.kernel.approvals.queries import approvals_of, approvals_on

__getattr__ = door(
    __name__,
    ApprovalKind="kinds",
    approvals_of="queries",
    approvals_on="queries",
    ask_approval="actions",
    decide_approval="actions",
    kind_of="kinds",
    register_kind="kinds",
    withdraw_approval="actions",
)

__all__ = [
    "ApprovalKind",
    "approvals_of",
    "approvals_on",
    "ask_approval",
    "decide_approval",
    "kind_of",
    "register_kind",
    "withdraw_approval",
]
