"""The only writers. The life of a case is on this page, in loop order; each phase has its module.

receive_case → accept_case, reclassify_case → dispatch_case → acknowledge_case → subdispatch_case → contact_reporter →
(return_case → reassign_case, force_dispatch or arbitrate_case; answer_lead; request_extension, request_suspension; instruct_case) →
complete_case → endorse_case → approve_case → strike_off_case or rework_case → record_attempt, follow_up_case → closed, or round again.
"""

from bihuan.domain.cases.actions.answering import reply_case, turn_into_case
from bihuan.domain.cases.actions.arbitrating import arbitrate_case
from bihuan.domain.cases.actions.archiving import archive_case
from bihuan.domain.cases.actions.catalogue import add_dispatch_rule, end_dispatch_rule
from bihuan.domain.cases.actions.checking import rework_case, strike_off_case
from bihuan.domain.cases.actions.co_handling import answer_lead
from bihuan.domain.cases.actions.completing import (
    approve_case,
    complete_case,
    endorse_case,
    refuse_completion,
)
from bihuan.domain.cases.actions.dispatching import dispatch_case, subdispatch_case
from bihuan.domain.cases.actions.excluding import decide_exclusion, request_exclusion
from bihuan.domain.cases.actions.extending import decide_extension, request_extension
from bihuan.domain.cases.actions.following_up import follow_up_case, record_attempt
from bihuan.domain.cases.actions.from_above import (
    ask_again,
    join_campaign,
    record_clue_outcome,
    record_upward_answer,
    transfer_as_clue,
)
from bihuan.domain.cases.actions.handing_over import vacate_leg
from bihuan.domain.cases.actions.handling import acknowledge_case, contact_reporter
from bihuan.domain.cases.actions.identity import (
    add_to_case,
    relay_message,
    report_retaliation,
    restate_case,
    seal_case,
    unseal_case,
)
from bihuan.domain.cases.actions.instructing import instruct_case, remind_case, report_instruction
from bihuan.domain.cases.actions.intake import Outsider, receive_case
from bihuan.domain.cases.actions.leaving import (
    conclude_transfer,
    decline_case,
    transfer_case,
    void_case,
    withdraw_case,
)
from bihuan.domain.cases.actions.levels import lend_follow_up, raise_level
from bihuan.domain.cases.actions.linking import merge_case, split_case, unmerge_case
from bihuan.domain.cases.actions.parties import add_party
from bihuan.domain.cases.actions.promising import accept_promise, carry_over_case, resume_carried_case
from bihuan.domain.cases.actions.publishing import publish_case, unpublish_case
from bihuan.domain.cases.actions.recalling import assign_handler, recall_case
from bihuan.domain.cases.actions.returning import (
    accept_return,
    force_dispatch,
    lift_return,
    reassign_case,
    refuse_return,
    return_case,
    sign_return,
)
from bihuan.domain.cases.actions.reviewing import review_case
from bihuan.domain.cases.actions.rounds import (
    give_final_answer,
    mark_recurrence,
    new_round,
    rate_case,
    reopen_case,
    say_not_solved,
    uphold_case,
)
from bihuan.domain.cases.actions.suspending import (
    decide_suspension,
    end_suspension,
    request_suspension,
    resume_case,
)
from bihuan.domain.cases.actions.triage import accept_case, reclassify_case
from bihuan.domain.cases.actions.urgent import escalate_leg, handle_first

__all__ = [
    "Outsider",
    "accept_case",
    "accept_promise",
    "accept_return",
    "acknowledge_case",
    "add_dispatch_rule",
    "add_party",
    "add_to_case",
    "answer_lead",
    "approve_case",
    "arbitrate_case",
    "archive_case",
    "ask_again",
    "assign_handler",
    "carry_over_case",
    "complete_case",
    "conclude_transfer",
    "contact_reporter",
    "decide_exclusion",
    "decide_extension",
    "decide_suspension",
    "decline_case",
    "dispatch_case",
    "end_dispatch_rule",
    "end_suspension",
    "endorse_case",
    "escalate_leg",
    "follow_up_case",
    "force_dispatch",
    "give_final_answer",
    "handle_first",
    "instruct_case",
    "join_campaign",
    "lend_follow_up",
    "lift_return",
    "mark_recurrence",
    "merge_case",
    "new_round",
    "publish_case",
    "raise_level",
    "rate_case",
    "reassign_case",
    "recall_case",
    "receive_case",
    "reclassify_case",
    "record_attempt",
    "record_clue_outcome",
    "record_upward_answer",
    "refuse_completion",
    "refuse_return",
    "relay_message",
    "remind_case",
    "reopen_case",
    "reply_case",
    "report_instruction",
    "report_retaliation",
    "request_exclusion",
    "request_extension",
    "request_suspension",
    "restate_case",
    "resume_carried_case",
    "resume_case",
    "return_case",
    "review_case",
    "rework_case",
    "say_not_solved",
    "seal_case",
    "sign_return",
    "split_case",
    "strike_off_case",
    "subdispatch_case",
    "transfer_as_clue",
    "transfer_case",
    "turn_into_case",
    "unmerge_case",
    "unpublish_case",
    "unseal_case",
    "uphold_case",
    "vacate_leg",
    "void_case",
    "withdraw_case",
]
