"""Where an approval stands."""

from django.db.models import TextChoices


class ApprovalState(TextChoices):
    ASKED = "asked", "待审批"
    GRANTED = "granted", "同意"
    REFUSED = "refused", "不同意"
    WITHDRAWN = "withdrawn", "已撤回"
    EXPIRED = "expired", "逾期未批"
