"""What the rules of this room share."""

from bihuan.domain.cases.rules.hands import first, is_a_person, with_role
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal

# Heads and deputies of units and areas: whom the page means by 局长.
LEADERSHIP = (Role.UNIT_DEPUTY, Role.UNIT_HEAD, Role.LEADER)
# Who keeps a unit's or an area's roster, and looks at what is doubtful there.
KEEPERS = (Role.DESK, Role.OFFICE, Role.UNIT_DEPUTY, Role.UNIT_HEAD)
JUDGES = (Role.OFFICE, Role.CHECKER)


def stands_for(unit: int, actor: Actor, *roles: str) -> Refusal | None:
    """It belongs to this unit, and to these roles there."""
    if f"office:{unit}" not in actor.keys:
        return NotAllowed("not_your_unit", "这一项由别的单位负责。", "请联系负责的单位。")
    return first(is_a_person(actor), with_role(actor, *roles))


def is_one_of(actor: Actor, people: frozenset[int], sentence: str) -> Refusal | None:
    """One of the actor's hands is among these persons."""
    return None if actor.hands & people else NotAllowed("not_yours", sentence, "请由本人或陪同人员办理。")
