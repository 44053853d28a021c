"""What can be asked for on a case."""

from bihuan.domain.cases.actions.excluding import decide_exclusion_approval
from bihuan.kernel.approvals.kinds import ApprovalKind, register_kind

register_kind(ApprovalKind("exclusion", "剔除", decide=decide_exclusion_approval))
