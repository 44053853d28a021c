"""提级, and the follow-up that a county lends."""

from bihuan.domain.cases.choices import Level, State
from bihuan.domain.cases.choices.states import OPEN
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.hands import (
    at_office,
    first,
    in_states,
    is_a_person,
    not_the_complained_of,
    with_role,
)
from bihuan.domain.organisations.choices import AREA_BODIES, Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState

UP: dict[str, Level] = {Level.TOWN: Level.COUNTY, Level.COUNTY: Level.CITY}


def may_raise_level(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """提级 is asked by the office in charge, or taken up by an office above it."""
    line = {f"office:{pk}" for pk in facts.office_line}
    return first(
        in_states(facts, *sorted(OPEN)),
        WrongState("highest", "已经是市级，不能再提级。", "请批示或挂牌督办。")
        if facts.level not in UP
        else None,
        is_a_person(actor),
        with_role(actor, Role.OFFICE),
        not_the_complained_of(facts, actor),
        None
        if line & actor.keys
        else NotAllowed("not_your_office", "这一件由别的派单办公室负责。", "请联系负责的办公室或它的上级。"),
    )


def may_lend_follow_up(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """委托回访: an office short of hands lends the follow-up to the city or a neighbour, once."""
    return first(
        in_states(facts, State.STRUCK_OFF),
        is_a_person(actor),
        at_office(facts, actor, Role.OFFICE, Role.FOLLOW_UP),
        WrongState("lent_already", "已经委托过回访。", "请联系受托的办公室。") if facts.lent_to else None,
    )


def may_borrow(facts: CaseFacts, *, office: int, body_kind: str) -> Refusal | None:
    """To whom a follow-up is lent: another area's office that has no part in the case."""
    if body_kind not in AREA_BODIES or office == facts.office:
        return NotAllowed("not_an_area", "只能委托给市或别的县（市、区）。", "请选市级或邻近县的办公室。")
    if any(leg.unit == office for leg in facts.legs):
        return NotAllowed("not_independent", "这个地方承办过这一件，不能代为回访。", "请另选。")
    return None
