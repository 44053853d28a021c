"""The rules of consistency that real auditors use, in one list: run on import, on publishing, and over the whole catalogue."""

from bihuan.domain.services.rules.checks.base import Check, Fault
from bihuan.domain.services.rules.checks.fees import FEES
from bihuan.domain.services.rules.checks.limits import LIMITS
from bihuan.domain.services.rules.checks.materials import MATERIALS
from bihuan.domain.services.rules.checks.visits import VISITS
from bihuan.domain.services.rules.content import ItemContent
from bihuan.kernel.refusals import Malformed

__all__ = ["CHECKS", "Check", "Fault", "check_of", "faults_of", "findings_of", "refuse_grave"]

CHECKS: tuple[Check, ...] = (*LIMITS, *VISITS, *FEES, *MATERIALS)


def check_of(code: str) -> Check | None:
    return next((check for check in CHECKS if check.code == code), None)


def faults_of(item: ItemContent) -> list[Fault]:
    """Everything that is inconsistent in what a version says; the grave ones first."""
    found = [fault for check in CHECKS for fault in check.faults(item)]
    return sorted(found, key=lambda fault: not fault.grave)


def findings_of(item: ItemContent) -> list[tuple[str, str]]:
    """The same as it is kept: each rule's code with what exactly is wrong."""
    return [(check.code, what) for check in CHECKS for what in check.finds(item)]


def refuse_grave(item: ItemContent) -> None:
    """A version that contradicts itself is not published; what is merely doubtful is, and stands in the report."""
    grave = [fault for fault in faults_of(item) if fault.grave]
    if grave:
        raise Malformed(
            "item_inconsistent",
            f"事项自相矛盾，有 {len(grave)} 处：{''.join(fault.sentence for fault in grave)}",
            "".join(fault.fix for fault in grave),
            checks=[fault.check for fault in grave],
        )
