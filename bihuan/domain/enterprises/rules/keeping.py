"""Who may keep the register of enterprises."""

from dataclasses import dataclass

from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState

KEEPERS = (Role.OFFICE, Role.INTAKE, Role.STEWARD)
# Whose work it is to call a firm: the others see that a contact exists, and a masked number.
CALLERS = (
    Role.INTAKE,
    Role.OFFICE,
    Role.CHECKER,
    Role.FOLLOW_UP,
    Role.DESK,
    Role.HANDLER,
    Role.SECTION_HEAD,
    Role.STEWARD,
)


@dataclass(frozen=True, slots=True)
class EnterpriseFacts:
    """What the rules ask of a firm."""

    id: int
    merged: bool = False


def may_register(actor: Actor) -> Refusal | None:
    """受理员、双优化办、店小二可以登记企业。"""
    if actor.kind is ActorKind.CALENDAR or actor.has(*KEEPERS):
        return None
    return NotAllowed("not_a_keeper", "企业信息由双优化办、受理员或店小二维护。", "请联系双优化办。")


def may_keep(facts: EnterpriseFacts, actor: Actor) -> Refusal | None:
    """The same for a firm that is registered; one that was merged away is kept as it was."""
    if facts.merged:
        return WrongState("enterprise_merged", "这家企业已并入另一条记录。", "请到合并后的企业上操作。")
    return may_register(actor)


def may_keep_register(facts: EnterpriseFacts, actor: Actor) -> Refusal | None:
    """统计数据、规上标记、合并由双优化办办理。"""
    if actor.kind is not ActorKind.CALENDAR and not actor.has(Role.OFFICE):
        return NotAllowed("needs_office", "统计数据、规上标记和合并由双优化办办理。", "请联系双优化办。")
    return may_keep(facts, actor)


def may_call(actor: Actor) -> bool:
    """Sees a contact's name and number in full."""
    return actor.kind is ActorKind.CALENDAR or actor.has(*CALLERS)
