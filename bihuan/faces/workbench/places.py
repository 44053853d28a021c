"""The left side of the workbench, and the numbers beside its places: one query for all of them."""

from collections.abc import Mapping
from datetime import datetime

from bihuan.domain.cases.owed import PROMISE
from bihuan.domain.organisations.choices import Role
from bihuan.faces.shared.nav import NavItem
from bihuan.faces.workbench.work import verb_counts
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.kinds import approval_kinds

OFFICE = frozenset({Role.OFFICE})
PLACES = (
    NavItem("我的工作", "workbench:work", "list-check", counter="work"),
    NavItem("接电话登记", "workbench:intake", "phone-call", roles=frozenset({Role.INTAKE, Role.OFFICE})),
    NavItem("待研判", "workbench:triage", "inbox", roles=OFFICE, counter="triage"),
    NavItem("工单", "workbench:cases", "clipboard-list"),
    NavItem("审批", "workbench:approvals", "rubber-stamp", counter="approvals"),
)
# Which duties stand in which queue.
QUEUES: Mapping[str, frozenset[str]] = {
    "triage": frozenset({"accept", "dispatch"}),
    "check": frozenset({"check"}),
    "follow-up": frozenset({"follow_up", "sample"}),
    "decide": frozenset({"decide", "final_answer"}),
}


def approval_verbs() -> frozenset[str]:
    """What a decider owes, as the kinds name it."""
    return frozenset(kind.verb for kind in approval_kinds().values())


def counts(actor: Actor, at: datetime) -> dict[str, int]:
    """Everything is a duty, so one count by verb answers for every queue."""
    owed = verb_counts(actor)
    found = {name: sum(owed[verb] for verb in verbs) for name, verbs in QUEUES.items()}
    return found | {
        "approvals": sum(owed[verb] for verb in approval_verbs()),
        "work": sum(n for verb, n in owed.items() if verb != PROMISE),
    }
