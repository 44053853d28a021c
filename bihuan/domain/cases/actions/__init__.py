"""The only writers. The life of a case is on this page, in loop order; each phase has its module.

receive_case → accept_case, reclassify_case → dispatch_case → acknowledge_case → subdispatch_case → contact_reporter →
complete_case → endorse_case → approve_case → strike_off_case or rework_case → record_attempt, follow_up_case → closed, or round again.
"""

from bihuan.domain.cases.actions.answering import reply_case, turn_into_case
from bihuan.domain.cases.actions.checking import rework_case, strike_off_case
from bihuan.domain.cases.actions.completing import (
    approve_case,
    complete_case,
    endorse_case,
    refuse_completion,
)
from bihuan.domain.cases.actions.dispatching import dispatch_case, subdispatch_case
from bihuan.domain.cases.actions.excluding import decide_exclusion, request_exclusion
from bihuan.domain.cases.actions.following_up import follow_up_case, record_attempt
from bihuan.domain.cases.actions.handling import acknowledge_case, contact_reporter
from bihuan.domain.cases.actions.identity import (
    add_to_case,
    relay_message,
    report_retaliation,
    restate_case,
    seal_case,
    unseal_case,
)
from bihuan.domain.cases.actions.intake import Outsider, receive_case
from bihuan.domain.cases.actions.leaving import (
    conclude_transfer,
    decline_case,
    transfer_case,
    void_case,
    withdraw_case,
)
from bihuan.domain.cases.actions.linking import merge_case, split_case, unmerge_case
from bihuan.domain.cases.actions.parties import add_party
from bihuan.domain.cases.actions.promising import accept_promise, carry_over_case, resume_carried_case
from bihuan.domain.cases.actions.rounds import (
    give_final_answer,
    mark_recurrence,
    new_round,
    rate_case,
    reopen_case,
    say_not_solved,
    uphold_case,
)
from bihuan.domain.cases.actions.triage import accept_case, reclassify_case

__all__ = [
    "Outsider",
    "accept_case",
    "accept_promise",
    "acknowledge_case",
    "add_party",
    "add_to_case",
    "approve_case",
    "carry_over_case",
    "complete_case",
    "conclude_transfer",
    "contact_reporter",
    "decide_exclusion",
    "decline_case",
    "dispatch_case",
    "endorse_case",
    "follow_up_case",
    "give_final_answer",
    "mark_recurrence",
    "merge_case",
    "new_round",
    "rate_case",
    "receive_case",
    "reclassify_case",
    "record_attempt",
    "refuse_completion",
    "relay_message",
    "reopen_case",
    "reply_case",
    "report_retaliation",
    "request_exclusion",
    "restate_case",
    "resume_carried_case",
    "rework_case",
    "say_not_solved",
    "seal_case",
    "split_case",
    "strike_off_case",
    "subdispatch_case",
    "transfer_case",
    "turn_into_case",
    "unmerge_case",
    "unseal_case",
    "uphold_case",
    "void_case",
    "withdraw_case",
]
