"""公布数字: what the city says of itself is proposed by one and signed by another."""

from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.refusals import NotAllowed, Refusal

PROPOSERS = (Role.OFFICE, Role.EDITOR)
SIGNER = Role.LEADER


def may_propose(actor: Actor, *, city: int) -> Refusal | None:
    """提请公布 belongs to the city's own 双优化办 and its editors: a county does not speak for the city. `city`: the city's office."""
    if actor.kind is not ActorKind.PERSON or not actor.has(*PROPOSERS):
        return NotAllowed(
            "not_your_role", "您的岗位没有这一步的职责。", "请联系市双优化办的派单员或公开编辑。"
        )
    if f"office:{city}" not in actor.keys:
        return NotAllowed("not_the_city", "只有市双优化办可以提请公布全市的数字。", "请联系市双优化办。")
    return None
