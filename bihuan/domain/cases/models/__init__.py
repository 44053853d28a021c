"""The nouns of the loop."""

from bihuan.domain.cases.models.case import Case
from bihuan.domain.cases.models.closing import CheckResult, Completion, FollowUp, FollowUpAttempt, Ruling
from bihuan.domain.cases.models.custody import Custody, Hand
from bihuan.domain.cases.models.leg import Contact, Leg
from bihuan.domain.cases.models.links import Link, Transfer
from bihuan.domain.cases.models.people import CaseParty, RelayMessage, Reporter, Unsealing

__all__ = [
    "Case",
    "CaseParty",
    "CheckResult",
    "Completion",
    "Contact",
    "Custody",
    "FollowUp",
    "FollowUpAttempt",
    "Hand",
    "Leg",
    "Link",
    "RelayMessage",
    "Reporter",
    "Ruling",
    "Transfer",
    "Unsealing",
]
