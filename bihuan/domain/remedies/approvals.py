"""What can be asked for here: a signature under a report upward, a place on the long-term list, the second signature under a letter."""

from bihuan.domain.remedies.actions.carrying import decide_long_term_approval
from bihuan.domain.remedies.actions.handing_over import sign_clue_approval
from bihuan.domain.remedies.actions.reporting_upward import decide_upward_approval
from bihuan.kernel.approvals.kinds import ApprovalKind, register_kind

register_kind(
    ApprovalKind(
        "upward", "向上反映签发", decide_upward_approval, verb="decide", sentence="{number} 上报{superior}"
    )
)
register_kind(
    ApprovalKind(
        "long_term", "挂账审批", decide_long_term_approval, verb="decide", sentence="工单 {case} 申请挂账"
    )
)
register_kind(ApprovalKind("discipline_clue", "移送函第二人签字", sign_clue_approval, verb="sign"))
