"""What a reporter may do once something came back from above."""

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.hands import first, in_states
from bihuan.domain.cases.rules.identity import is_the_reporter
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal


def may_ask_again(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """再次申请 belongs to the reporter of a closed case whose report upward was answered, however long ago it was closed. Once per answer."""
    return first(
        is_the_reporter(facts, actor),
        in_states(facts, State.CLOSED),
        None
        if facts.answered_from_above
        else NotAllowed("not_answered", "这一件没有等到上级的新答复。", "有新的情况，请重新反映。"),
    )
