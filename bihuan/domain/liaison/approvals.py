"""What can be asked for here: that a year's pairing is put into force."""

from bihuan.domain.liaison.actions.planning import decide_plan_approval
from bihuan.kernel.approvals.kinds import ApprovalKind, register_kind

register_kind(
    ApprovalKind(
        "pairing_plan",
        "结对方案启用",
        decide_plan_approval,
        verb="decide",
        sentence="结对方案 {number}：换人 {changed} 家，缺人 {short} 家",
    )
)
