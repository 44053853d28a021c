"""What can be asked for on a case: more time, a pause, to be left out of the rates."""

from bihuan.domain.cases.actions.excluding import decide_exclusion_approval
from bihuan.domain.cases.actions.extending import answer_extension, expire_extension
from bihuan.domain.cases.actions.suspending import answer_suspension, expire_suspension
from bihuan.kernel.approvals.kinds import ApprovalKind, register_kind

register_kind(
    ApprovalKind(
        "extension",
        "延期",
        answer_extension,
        expire_extension,
        verb="decide_extension",
        sentence="{number} 申请延期{label}",
    )
)
register_kind(
    ApprovalKind(
        "suspension",
        "暂停",
        answer_suspension,
        expire_suspension,
        verb="decide_suspension",
        sentence="{number} 申请暂停到 {until}",
    )
)
register_kind(ApprovalKind("exclusion", "剔除", decide=decide_exclusion_approval, verb="decide_exclusion"))
