"""Who may do what with a city's own value. Pure."""

from dataclasses import dataclass

from bihuan.kernel.access import Actor
from bihuan.kernel.parameters.choices import Status
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState


@dataclass(frozen=True, slots=True)
class OverrideFacts:
    """What the rules need to know of a proposed value."""

    status: Status
    proposed_by: int


def may_verify(facts: OverrideFacts, actor: Actor) -> Refusal | None:
    """Another person than the one who proposed it looks at the doubts."""
    if facts.status is not Status.QUARANTINED:
        return WrongState("parameter_not_quarantined", f"这个值不在存疑状态（现为{facts.status.label}）。")
    if not actor.hands or facts.proposed_by in actor.hands:
        return NotAllowed(
            "parameter_own_proposal", "您提出的值不能由您自己核实。", "请交由另一位有权限的人核实。"
        )
    return None


def may_activate(facts: OverrideFacts, actor: Actor) -> Refusal | None:
    """A draft or a verified one; that it is another person is the approval's rule."""
    if facts.status is Status.QUARANTINED:
        return WrongState("parameter_quarantined", "这个值存疑，还没有核实。", "请先逐条核实存疑理由。")
    if facts.status not in (Status.DRAFT, Status.VERIFIED):
        return WrongState("parameter_not_proposed", f"这个值不能启用（现为{facts.status.label}）。")
    return None


def may_withdraw(facts: OverrideFacts, actor: Actor) -> Refusal | None:
    """Only before it was activated; afterwards ending it takes two persons as well."""
    if facts.status not in (Status.DRAFT, Status.QUARANTINED, Status.VERIFIED):
        return WrongState(
            "parameter_not_proposed",
            f"这个值不能撤回（现为{facts.status.label}）。",
            "已启用的值请申请停用。",
        )
    return None


def may_ask_end(facts: OverrideFacts, actor: Actor) -> Refusal | None:
    """Only what is active can be ended."""
    if facts.status is not Status.ACTIVE:
        return WrongState("parameter_not_active", f"这个值没有在执行（现为{facts.status.label}）。")
    return None
