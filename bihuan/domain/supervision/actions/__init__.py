"""The only writers, in loop order. finding: what is recomputed · carding, appealing: cards · issuing, listing, supervising: the
ladder · recording: outages and interviews · circulating: circulars · papers: what is printed."""

from bihuan.domain.supervision.actions.appealing import (
    appeal_card,
    decide_appeal,
    lift_card,
    publish_card,
    raise_card,
    unpublish_card,
)
from bihuan.domain.supervision.actions.carding import (
    answer_card,
    dismiss_card,
    doubt_card,
    expire_card,
    issue_card,
    propose_card,
    serve_card,
    take_effect,
    withdraw_proposal,
)
from bihuan.domain.supervision.actions.circulating import (
    ask_circular,
    decide_circular,
    draft_circular,
    publish_circular,
    unpublish_circular,
    withdraw_circular,
)
from bihuan.domain.supervision.actions.finding import recompute, recompute_since
from bihuan.domain.supervision.actions.issuing import issue_supervision
from bihuan.domain.supervision.actions.listing import (
    decide_listing,
    publish_supervision,
    unpublish_supervision,
)
from bihuan.domain.supervision.actions.recording import (
    approve_outage,
    arrange_interview,
    cancel_interview,
    confirm_interview,
    record_minutes,
    record_outage,
    revoke_outage,
)
from bihuan.domain.supervision.actions.supervising import (
    call_for_escalation,
    escalate_supervision,
    lift_supervision,
    reply_supervision,
    send_back_supervision,
    withdraw_supervision,
)

__all__ = [
    "answer_card",
    "appeal_card",
    "approve_outage",
    "arrange_interview",
    "ask_circular",
    "call_for_escalation",
    "cancel_interview",
    "confirm_interview",
    "decide_appeal",
    "decide_circular",
    "decide_listing",
    "dismiss_card",
    "doubt_card",
    "draft_circular",
    "escalate_supervision",
    "expire_card",
    "issue_card",
    "issue_supervision",
    "lift_card",
    "lift_supervision",
    "propose_card",
    "publish_card",
    "publish_circular",
    "publish_supervision",
    "raise_card",
    "recompute",
    "recompute_since",
    "record_minutes",
    "record_outage",
    "reply_supervision",
    "revoke_outage",
    "send_back_supervision",
    "serve_card",
    "take_effect",
    "unpublish_card",
    "unpublish_circular",
    "unpublish_supervision",
    "withdraw_circular",
    "withdraw_proposal",
    "withdraw_supervision",
]
