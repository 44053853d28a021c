"""Who may decide and who may withdraw. Pure."""

from dataclasses import dataclass
from datetime import datetime

from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.choices import ApprovalState
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """What the rules need to know of a request."""

    state: ApprovalState
    holder: str
    role: str
    asking_hands: frozenset[int]
    expires_at: datetime | None


def may_decide(facts: ApprovalFacts, actor: Actor) -> Refusal | None:
    """The one to whom it was put decides; never the asker, nor one whose hands meet the asker's."""
    if facts.state is not ApprovalState.ASKED:
        return ended(facts)
    if not is_put_to(facts, actor):
        return NotAllowed("approval_not_yours", "这项审批不归您办。", "请由指定的审批人办理。")
    if not actor.hands:
        return NotAllowed("approval_needs_person", "审批要由本人登录办理。")
    if actor.hands & facts.asking_hands:
        return NotAllowed(
            "approval_own_request",
            "这项申请是您本人（或您代办的人）提出的，不能由您审批。",
            "请交由另一位有权限的人审批。",
        )
    return None


def may_withdraw(facts: ApprovalFacts, actor: Actor) -> Refusal | None:
    """Only the asking hands take a request back, and only while nobody has decided."""
    if facts.state is not ApprovalState.ASKED:
        return ended(facts)
    if not actor.hands & facts.asking_hands:
        return NotAllowed("approval_not_your_request", "只有申请人可以撤回申请。")
    return None


def ended(facts: ApprovalFacts) -> Refusal:
    """It is no longer open, and why."""
    return WrongState("approval_ended", f"这项申请已经结束：{facts.state.label}。", "请刷新页面看最新情况。")


def is_put_to(facts: ApprovalFacts, actor: Actor) -> bool:
    """The holder is one of the actor's keys, and the role, where one is named, is the actor's."""
    return facts.holder in actor.keys and (not facts.role or actor.has(facts.role))
