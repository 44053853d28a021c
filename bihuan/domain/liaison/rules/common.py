"""What the rules of this room share: who speaks for a firm, who for the office in charge, in which state."""

from bihuan.domain.cases.rules.hands import first, is_a_person, with_role
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal


def firm_key(enterprise: int) -> str:
    """The holder for whom a firm's verified contact stands."""
    return f"enterprise:{enterprise}"


def is_of_firm(actor: Actor, enterprise: int) -> bool:
    return firm_key(enterprise) in actor.keys


def of_the_firm(actor: Actor, enterprise: int) -> Refusal | None:
    """It belongs to the firm: one of its verified contacts."""
    if is_of_firm(actor, enterprise):
        return None
    return NotAllowed("not_your_firm", "这一步由企业自己决定。", "请企业联系人登录后办理。")


def of_the_office(office: int, actor: Actor, *roles: Role) -> Refusal | None:
    """It belongs to the 双优化办 in charge, and to these roles there."""
    if f"office:{office}" not in actor.keys:
        return NotAllowed("not_your_office", "这一项由别的双优化办负责。", "请联系负责的办公室。")
    return first(is_a_person(actor), with_role(actor, *(roles or (Role.OFFICE,))))


def is_steward(actor: Actor, steward: int | None) -> bool:
    """The steward, or whoever acts for the steward during absence."""
    return steward is not None and steward in actor.hands and actor.has(Role.STEWARD)


def of_the_steward(actor: Actor, steward: int | None) -> Refusal | None:
    if is_steward(actor, steward):
        return None
    return NotAllowed("not_the_steward", "这一步由这家企业的店小二办理。", "请联系这家企业的店小二。")
