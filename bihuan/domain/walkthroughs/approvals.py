"""What can be asked for here: that a plan comes into force, that a turn changes hands."""

from bihuan.domain.walkthroughs.actions import decide_change_approval, decide_roster_approval
from bihuan.kernel.approvals.kinds import ApprovalKind, register_kind

register_kind(
    ApprovalKind(
        "roster",
        "坐窗口排班审批",
        decide_roster_approval,
        verb="decide",
        sentence="排班 {number} 第 {place} 次试排，共 {turns} 班",
    )
)
register_kind(
    ApprovalKind(
        "turn_change",
        "调班审批",
        decide_change_approval,
        verb="decide_change",
        sentence="排班 {number} 的 {on} 一班换人",
    )
)
