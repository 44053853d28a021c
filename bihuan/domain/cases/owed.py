"""What a duty on a case is called, and which verb ends it. A duty that is named like a verb needs no row here."""

from dataclasses import dataclass

from bihuan.domain.cases.verbs import CASE_VERBS
from bihuan.kernel.refusals import NotVisible

PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class Owed:
    """`verb`: the code of the verb that ends it; empty where several can, or none: then the case's own page shows what is open."""

    label: str
    verb: str = ""


OWED: dict[str, Owed] = {
    PROMISE: Owed("按时答复反映人"),
    "handle": Owed("办理", "complete"),
    "check": Owed("核查销号", "strike_off"),
    "decide": Owed("不满意裁定"),
    "sample": Owed("抽样回访", "follow_up"),
    "decide_return": Owed("答复退单"),
    "answer": Owed("协办答复", "answer_lead"),
    "decide_approval": Owed("审批"),
}


def owed(verb: str) -> Owed:
    """How people call what is owed."""
    if verb in OWED:
        return OWED[verb]
    try:
        return Owed(CASE_VERBS.get(verb).label, verb)
    except NotVisible:
        return Owed("办理")
