"""What the rules of cards, orders and records share: the supervised, the office, and who may not judge."""

from collections.abc import Iterable

from bihuan.domain.cases.rules.hands import first, is_a_person, with_role
from bihuan.domain.organisations.choices import ASKED_NOT_ORDERED, BodyKind, Role
from bihuan.domain.remedies.rules.common import UNIT_VOICE, of_the_office, of_the_unit, other_hands
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal

__all__ = [
    "SECTION_VOICE",
    "SUPERVISORS",
    "UNIT_VOICE",
    "first",
    "is_a_person",
    "is_asked_only",
    "is_contractor",
    "may_look",
    "not_one_of_them",
    "of_the_office",
    "of_the_supervised",
    "of_the_unit",
    "other_hands",
    "with_role",
]

SECTION_VOICE = (Role.SECTION_HEAD, Role.DESK)
SUPERVISORS = (Role.OFFICE, Role.CHECKER, Role.ARBITER, Role.LEADER)


def may_look(actor: Actor) -> Refusal | None:
    """督办台、督办热点: for the 双优化办 and its leaders."""
    if actor.has(*SUPERVISORS):
        return None
    return NotAllowed(
        "not_for_your_post", "督办台和督办热点给双优化办和领导看。", "针对您和您单位的，请看“针对我的事项”。"
    )


def is_asked_only(body_kind: str) -> bool:
    """Vertical bodies and partners are asked (商请), neither ordered nor carded."""
    return body_kind in ASKED_NOT_ORDERED


def is_contractor(body_kind: str) -> bool:
    return body_kind == BodyKind.CONTRACTOR


def of_the_supervised(section: int, unit: int, person: int | None, actor: Actor) -> Refusal | None:
    """Whoever it is held against may speak: the head of the section, those who speak for the unit, and the person themselves, also after
    they left the post."""
    if person is not None and person in actor.hands:
        return is_a_person(actor)
    if f"office:{section}" in actor.keys and actor.has(*SECTION_VOICE):
        return is_a_person(actor)
    if f"office:{unit}" not in actor.keys:
        return NotAllowed("not_yours", "这一项不是针对您或您单位的。", "请核对是否切换到了正确的岗位。")
    return first(is_a_person(actor), with_role(actor, *UNIT_VOICE))


def not_one_of_them(
    units: Iterable[int], actor_units: frozenset[int], person: int | None, actor: Actor
) -> Refusal | None:
    """Nobody judges their own unit's matter, nor their own."""
    if person is not None and person in actor.hands:
        return NotAllowed("own_matter", "这一项针对您本人，不能由您决定。", "请换一位同事。")
    if actor_units & frozenset(units):
        return NotAllowed(
            "interested", "您在有关单位任过职，结果与您的单位有关，不能由您决定。", "请换一位与此无关的同事。"
        )
    return None
