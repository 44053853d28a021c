"""The nouns of the loop."""

from bihuan.domain.cases.models.answers import Answer
from bihuan.domain.cases.models.case import Case
from bihuan.domain.cases.models.catalogue import DispatchRule
from bihuan.domain.cases.models.closing import CheckResult, Completion, FollowUp, FollowUpAttempt, Ruling
from bihuan.domain.cases.models.custody import Custody, Hand
from bihuan.domain.cases.models.imports import Import, ImportedReply, ImportMapping
from bihuan.domain.cases.models.instructions import Instruction
from bihuan.domain.cases.models.ledger import LedgerLine
from bihuan.domain.cases.models.leg import Contact, Leg
from bihuan.domain.cases.models.links import Link, Transfer
from bihuan.domain.cases.models.people import CaseParty, RelayMessage, Reporter, Unsealing
from bihuan.domain.cases.models.publishing import Publication
from bihuan.domain.cases.models.returns import Precedent, Return
from bihuan.domain.cases.models.reviews import Review

__all__ = [
    "Answer",
    "Case",
    "CaseParty",
    "CheckResult",
    "Completion",
    "Contact",
    "Custody",
    "DispatchRule",
    "FollowUp",
    "FollowUpAttempt",
    "Hand",
    "Import",
    "ImportMapping",
    "ImportedReply",
    "Instruction",
    "LedgerLine",
    "Leg",
    "Link",
    "Precedent",
    "Publication",
    "RelayMessage",
    "Reporter",
    "Return",
    "Review",
    "Ruling",
    "Transfer",
    "Unsealing",
]
