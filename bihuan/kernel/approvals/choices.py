"""Where an approval stands."""

from bihuan.kernel.choices import Codes


class ApprovalState(Codes):
    ASKED = "asked", "待审批"
    GRANTED = "granted", "同意"
    REFUSED = "refused", "不同意"
    WITHDRAWN = "withdrawn", "已撤回"
    EXPIRED = "expired", "逾期未批"
