"""Who keeps the catalogue. A unit keeps its own items; the area's 双优化办 keeps the catalogue whole and may do it for any unit inside."""

from dataclasses import dataclass
from datetime import date

from bihuan.domain.cases.rules.hands import first, is_a_person
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState

KEEPERS = (Role.DESK, Role.UNIT_DEPUTY, Role.UNIT_HEAD)


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item as the rules see it. `line`: its unit and all above; `last_from_on`: the day its last published version begins."""

    unit: int
    line: frozenset[int]
    has_draft: bool = False
    is_offered: bool = True
    last_from_on: date | None = None


def may_keep_somewhere(actor: Actor) -> Refusal | None:
    """Whether a post keeps any items at all."""
    return first(
        is_a_person(actor),
        None
        if actor.has(*KEEPERS, Role.OFFICE)
        else NotAllowed(
            "not_your_catalogue", "只有事项的实施单位和本级双优化办可以修改事项。", "请联系实施单位。"
        ),
    )


def may_keep_for(unit: int, line: frozenset[int], actor: Actor) -> Refusal | None:
    """The unit's own voice, or the 双优化办 of an area in which it lies."""
    of_the_unit = f"office:{unit}" in actor.keys and actor.has(*KEEPERS)
    of_the_office = actor.has(Role.OFFICE) and any(f"office:{pk}" in actor.keys for pk in line)
    return first(
        is_a_person(actor),
        None
        if of_the_unit or of_the_office
        else NotAllowed(
            "not_your_catalogue", "只有事项的实施单位和本级双优化办可以修改事项。", "请联系实施单位。"
        ),
    )


def may_keep(facts: ItemFacts, actor: Actor) -> Refusal | None:
    """修订: a draft is begun and changed by whoever keeps the item."""
    return may_keep_for(facts.unit, facts.line, actor)


def may_publish(facts: ItemFacts, actor: Actor) -> Refusal | None:
    """发布: there is something to publish."""
    return first(may_keep(facts, actor), _drafted(facts))


def may_discard(facts: ItemFacts, actor: Actor) -> Refusal | None:
    """放弃修订: there is a draft, and a published version remains."""
    return first(may_keep(facts, actor), _drafted(facts), _published(facts))


def may_stop(facts: ItemFacts, actor: Actor) -> Refusal | None:
    """停办: of what is offered."""
    return first(
        may_keep(facts, actor),
        _published(facts),
        None if facts.is_offered else WrongState("stopped", "这个事项已经停办。", ""),
    )


def may_bundle(facts: ItemFacts, actor: Actor) -> Refusal | None:
    """改一件事: as long as it is offered."""
    return first(
        may_keep(facts, actor),
        None if facts.is_offered else WrongState("joint_closed", "这件事已经停办。", ""),
    )


def may_begin(facts: ItemFacts, from_on: date, today: date) -> Refusal | None:
    """A first version may describe what has long applied; a later one never changes the past, nor comes before the one it follows."""
    if facts.last_from_on is None:
        return None
    if from_on < today:
        return WrongState("backdated", "新版本不能从过去的日子起施行。", "请填写今天或以后的日期。")
    if from_on < facts.last_from_on:
        return WrongState(
            "before_the_last", f"已有一版从 {facts.last_from_on} 起施行。", "请填写那一天或以后的日期。"
        )
    return None


def _drafted(facts: ItemFacts) -> Refusal | None:
    if facts.has_draft:
        return None
    return WrongState("no_draft", "没有正在修订的内容。", "请先修订，再发布。")


def _published(facts: ItemFacts) -> Refusal | None:
    if facts.last_from_on is not None:
        return None
    return WrongState("never_published", "这个事项还没有发布过。", "请先发布。")
