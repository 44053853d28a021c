"""The only writers, by noun and in loop order."""

from bihuan.domain.liaison.actions.building import close_project, open_project, reach_stage
from bihuan.domain.liaison.actions.helping import (
    add_help,
    end_help,
    offer_help,
    revise_help,
    say_effect,
    say_none_fits,
    take_up_help,
)
from bihuan.domain.liaison.actions.knowing import declare_conflict, end_conflict, record_expertise
from bihuan.domain.liaison.actions.pairing import (
    end_pairing,
    hand_over_pairing,
    pair_by_hand,
    pass_on_pairing,
    set_duty_steward,
)
from bihuan.domain.liaison.actions.planning import (
    activate_row,
    ask_plan,
    decide_plan,
    discard_plan,
    make_plan,
)
from bihuan.domain.liaison.actions.promising import keep_promise, make_promise, release_promise
from bihuan.domain.liaison.actions.questioning import (
    draft_edition,
    drop_question,
    issue_edition,
    load_shipped_edition,
    set_question,
)
from bihuan.domain.liaison.actions.raising import add_need, bundle_need, raise_need
from bihuan.domain.liaison.actions.recording import Promised, Raised, record_contact, record_visit
from bihuan.domain.liaison.actions.requesting import (
    grant_request,
    rate_steward,
    refuse_request,
    request_other_steward,
    withdraw_request,
)
from bihuan.domain.liaison.actions.visiting import (
    announce_visit,
    ask_for_call,
    cancel_visit,
    decline_visit,
    join_visit,
    plan_visit,
    reschedule_visit,
)

__all__ = [
    "Promised",
    "Raised",
    "activate_row",
    "add_help",
    "add_need",
    "announce_visit",
    "ask_for_call",
    "ask_plan",
    "bundle_need",
    "cancel_visit",
    "close_project",
    "decide_plan",
    "declare_conflict",
    "decline_visit",
    "discard_plan",
    "draft_edition",
    "drop_question",
    "end_conflict",
    "end_help",
    "end_pairing",
    "grant_request",
    "hand_over_pairing",
    "issue_edition",
    "join_visit",
    "keep_promise",
    "load_shipped_edition",
    "make_plan",
    "make_promise",
    "offer_help",
    "open_project",
    "pair_by_hand",
    "pass_on_pairing",
    "plan_visit",
    "raise_need",
    "rate_steward",
    "reach_stage",
    "record_contact",
    "record_expertise",
    "record_visit",
    "refuse_request",
    "release_promise",
    "request_other_steward",
    "reschedule_visit",
    "revise_help",
    "say_effect",
    "say_none_fits",
    "set_duty_steward",
    "set_question",
    "take_up_help",
    "withdraw_request",
]
