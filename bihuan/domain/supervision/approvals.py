"""What can be asked for here: a listed order, an outage, a signature under a circular."""

from bihuan.domain.supervision.actions.circulating import decide_circular_approval
from bihuan.domain.supervision.actions.listing import decide_listing_approval
from bihuan.domain.supervision.actions.recording import approve_outage_approval
from bihuan.kernel.approvals.kinds import ApprovalKind, register_kind

register_kind(
    ApprovalKind(
        "listing",
        "挂牌督办审批",
        decide_listing_approval,
        verb="decide",
        sentence="{number} {title}，申请挂牌督办",
    )
)
register_kind(
    ApprovalKind(
        "outage",
        "平台故障认定",
        approve_outage_approval,
        verb="approve",
        sentence="{number} {system}故障，申请认定",
    )
)
register_kind(
    ApprovalKind("circular", "通报签发", decide_circular_approval, verb="decide", sentence="《{title}》")
)
