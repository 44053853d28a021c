"""督办: the ladder. Each rung has its addressee, its own clock, its reply, its check and its lifting."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bihuan.domain.organisations.choices import OfficeKind, Role
from bihuan.domain.supervision.choices import Rung
from bihuan.domain.supervision.choices import SupervisionState as S
from bihuan.domain.supervision.rules.common import (
    SECTION_VOICE,
    UNIT_VOICE,
    first,
    is_a_person,
    is_asked_only,
    is_contractor,
    of_the_office,
    of_the_unit,
    other_hands,
    with_role,
)
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState
from bihuan.kernel.states import in_states

TRANSITIONS: dict[S, frozenset[S]] = {
    # listed orders wait for the leading group
    S.ASKED: frozenset({S.ISSUED, S.WITHDRAWN}),
    S.ISSUED: frozenset({S.REPLIED, S.ESCALATED, S.WITHDRAWN}),
    # the check lifts it, sends it back, or the office escalates
    S.REPLIED: frozenset({S.LIFTED, S.ISSUED, S.ESCALATED}),
    S.LIFTED: frozenset(),
    S.ESCALATED: frozenset(),
    S.WITHDRAWN: frozenset(),
}
LADDER = (Rung.REMINDER, Rung.SECTION, Rung.HEAD, Rung.LISTED)
TO_A_UNIT = frozenset({Rung.REQUEST, Rung.HEAD, Rung.LISTED})
ISSUERS = (Role.OFFICE, Role.CHECKER)
HEADS = (Role.UNIT_HEAD, Role.UNIT_DEPUTY)


@dataclass(frozen=True, slots=True)
class SupervisionFacts:
    """A 督办单 as the rules see it. `overdue`: not answered in time; `sent_back`: an answer did not carry."""

    state: str
    office: int
    addressee: int
    unit: int
    rung: str
    overdue: bool = False
    sent_back: bool = False
    published: bool = False
    hands: Mapping[str, frozenset[int]] = field(default_factory=dict)


def is_transition(old: str, new: str) -> bool:
    return S(new) in TRANSITIONS[S(old)]


def next_rung(rung: str) -> Rung | None:
    """The rung above; none above a listed order, and none beside the ladder."""
    if rung not in LADDER[:-1]:
        return None
    return LADDER[LADDER.index(Rung(rung)) + 1]


def may_issue(actor: Actor, office: int) -> Refusal | None:
    """督办 belongs to the office in charge; a listed order is asked for by it, and approved by a leader."""
    if f"office:{office}" not in actor.keys:
        return NotAllowed("not_your_office", "只有本级双优化办可以督办。", "请联系负责的办公室。")
    return first(is_a_person(actor), with_role(actor, *ISSUERS))


def may_be_addressed(rung: Rung, kind: str, body_kind: str, *, inside: bool) -> Refusal | None:
    """Who can get which rung: sections the lower ones, units the upper ones, vertical bodies and partners a request only."""
    if is_contractor(body_kind):
        return NotAllowed("contractor", "承包服务单位由它的主管单位负责。", "请发给主管单位。")
    if is_asked_only(body_kind) != (rung == Rung.REQUEST):
        return (
            NotAllowed("asked_not_ordered", "垂直管理单位和合作单位不能督办。", "请选“商请”。")
            if is_asked_only(body_kind)
            else NotAllowed("not_asked", "商请只用于垂直管理单位和合作单位。", "请选督办的层级。")
        )
    if rung in TO_A_UNIT and kind != OfficeKind.UNIT:
        return NotAllowed("not_a_unit", f"“{rung.label}”要发给单位。", "请选科室所在的单位。")
    if rung == Rung.SECTION and kind == OfficeKind.UNIT:
        return NotAllowed("not_a_section", "“督办科室”要发给科室。", "请选具体科室，或改选更高的层级。")
    if not inside:
        return NotAllowed("outside_area", "这个单位不在本级范围内。", "请由它的上一级督办。")
    return None


def may_decide(facts: SupervisionFacts, actor: Actor) -> Refusal | None:
    """挂牌 is approved by the leading group, not by whoever asked."""
    return first(
        in_states(facts, S.ASKED),
        of_the_office(facts, actor, Role.LEADER),
        other_hands(facts.hands, actor, "ask", "escalate", sentence="挂牌是您申请的，不能由您批准。"),
    )


def may_reply(facts: SupervisionFacts, actor: Actor) -> Refusal | None:
    """报告 by the addressee: the upper rungs are answered by the head of the unit or a deputy."""
    own = (
        of_the_unit(facts.addressee, actor, *HEADS)
        if facts.rung in (Rung.HEAD, Rung.LISTED)
        else of_the_unit(facts.addressee, actor, *UNIT_VOICE, *SECTION_VOICE)
    )
    return first(in_states(facts, S.ISSUED), own)


def may_lift(facts: SupervisionFacts, actor: Actor) -> Refusal | None:
    """解除: the office checked the report. On the upper rungs by somebody else than whoever issued."""
    return first(
        in_states(facts, S.REPLIED),
        of_the_office(facts, actor, *ISSUERS),
        other_hands(facts.hands, actor, "reply", sentence="报告是您写的，不能由您核查。"),
        other_hands(facts.hands, actor, "issue", "ask", sentence="这张督办单是您发出的，请由另一位同事解除。")
        if facts.rung in (Rung.HEAD, Rung.LISTED)
        else None,
    )


def may_send_back(facts: SupervisionFacts, actor: Actor) -> Refusal | None:
    """退回: the report does not carry."""
    return may_lift(facts, actor)


def may_escalate(facts: SupervisionFacts, actor: Actor) -> Refusal | None:
    """升级: only what was not answered in time, or not well; and only up to the listed order."""
    return first(
        in_states(facts, S.ISSUED, S.REPLIED),
        of_the_office(facts, actor, *ISSUERS),
        WrongState("top_of_the_ladder", "已经是最高一级。", "可以约谈，或按规定建议发牌。")
        if next_rung(facts.rung) is None
        else None,
        None
        if facts.overdue or facts.sent_back
        else WrongState("not_yet", "还没有到期，报告也没有被退回过。", "请等到期，或核查报告后再决定。"),
    )


def may_withdraw(facts: SupervisionFacts, actor: Actor) -> Refusal | None:
    """撤回 what should not have been sent."""
    return first(in_states(facts, S.ASKED, S.ISSUED), of_the_office(facts, actor, *ISSUERS))


def may_publish(facts: SupervisionFacts, actor: Actor) -> Refusal | None:
    """公开 is for listed orders: 挂牌 means that everyone may see it, if the city wants to."""
    return first(
        in_states(facts, S.ISSUED, S.REPLIED, S.LIFTED),
        of_the_office(facts, actor, Role.EDITOR, Role.LEADER),
        None
        if facts.rung == Rung.LISTED
        else WrongState("not_listed", "只有挂牌督办可以公开。", "其他层级只在内部。"),
        WrongState("published_already", "这张督办单已经公开。") if facts.published else None,
    )


def may_unpublish(facts: SupervisionFacts, actor: Actor) -> Refusal | None:
    return first(
        of_the_office(facts, actor, Role.EDITOR, Role.LEADER),
        None if facts.published else WrongState("not_published", "这张督办单没有公开。"),
    )
