"""Round again, upheld, final: what happens when the reporter is not content."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bihuan.domain.cases.choices import RulingKind, State, Step
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.hands import (
    at_office,
    differs_from,
    first,
    in_states,
    is_a_person,
    not_the_complained_of,
    with_role,
)
from bihuan.domain.cases.rules.identity import is_the_reporter
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState

LAST_ROUND = 3


def may_new_round(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """再办一轮 is decided by someone outside the round; round three is the last."""
    return first(
        _may_decide(facts, actor),
        WrongState("last_round", "已经办了三轮。", "请由单位主要负责人签发最终答复。")
        if facts.round >= LAST_ROUND
        else None,
    )


def may_uphold(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """维持结果, with written reasons and remedies, by someone outside the round."""
    return _may_decide(facts, actor)


def may_give_final_answer(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """最终答复 is signed by the head of the unit that led, after the last round."""
    units = {f"office:{leg.unit}" for leg in facts.lead_legs}
    return first(
        in_states(facts, State.DISSATISFIED),
        is_a_person(actor),
        WrongState("too_early", "还没有办满三轮。", "请先裁定再办一轮或维持结果。")
        if facts.round < LAST_ROUND
        else None,
        with_role(actor, Role.UNIT_HEAD),
        None if units & actor.keys else NotAllowed("not_your_unit", "这一件不由您的单位主办。"),
        not_the_complained_of(facts, actor),
    )


def may_reopen(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """重新办理 on new facts, by the office: a final answer does not stand against new facts, a refusal to accept does not, and what another
    organ sent back is ours again."""
    return first(
        in_states(facts, State.CLOSED, State.DECLINED, State.TRANSFERRED),
        is_a_person(actor),
        at_office(facts, actor, Role.OFFICE, Role.ARBITER),
    )


def may_mark_recurrence(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """复发: the office links it to the concluded case that has come back; linked and counted."""
    return first(is_a_person(actor), at_office(facts, actor, Role.OFFICE, Role.CHECKER))


def may_rate(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """评价 belongs to the reporter, by receipt, once it has been struck off."""
    return first(is_the_reporter(facts, actor), in_states(facts, State.STRUCK_OFF))


def may_say_not_solved(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """没有解决 may be said by the reporter once per round: while we ask, or in the weeks after it was closed; not against a ruling."""
    return first(
        is_the_reporter(facts, actor),
        in_states(facts, State.STRUCK_OFF, State.CLOSED),
        WrongState("simple", "这是直接答复。", "请选“转为办理”。") if facts.simple else None,
        WrongState("transferred", "这一件由其他机关办理。", "请向告知您结果的机关提出。")
        if facts.transferred
        else None,
        WrongState("said_already", "这一轮您已经说过没有解决。", "请等裁定结果。")
        if facts.said_not_solved
        else None,
        WrongState("ruled", "这一件已经作出维持或最终答复。", "有新的情况，请重新反映，我们会一并参考。")
        if facts.ruling in {RulingKind.UPHELD, RulingKind.FINAL}
        else None,
        WrongState("too_late", "结案已经很久了。", "请重新反映，我们会与这一件关联。")
        if facts.too_old_to_dispute
        else None,
    )


def is_too_old(ended_at: datetime | None, at: datetime, *, days: int) -> bool:
    """Whether the weeks in which a closed case can be disputed have passed."""
    return ended_at is not None and at > ended_at + timedelta(days=days)


def moves_up(round: int) -> bool:
    """Round three is handled one level up (会商)."""
    return round >= LAST_ROUND


def _may_decide(facts: CaseFacts, actor: Actor) -> Refusal | None:
    hands: Sequence[Step] = (
        Step.DISPATCHED,
        Step.SUBDISPATCHED,
        Step.HANDLED,
        Step.ENDORSED,
        Step.APPROVED,
        Step.CHECKED,
        Step.STRUCK_OFF,
        Step.FOLLOWED_UP,
    )
    return first(
        in_states(facts, State.DISSATISFIED),
        is_a_person(actor),
        at_office(facts, actor, Role.ARBITER),
        differs_from(actor, facts.round_hands_of(*hands), "same_hand", "您经手过这一轮，不能裁定。"),
    )
