"""好差评: once per handling, never by the rated, bad ones verified and followed up, malicious ones reviewed by another, small numbers hidden."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bihuan.domain.cases.rules.hands import first, is_a_person
from bihuan.domain.organisations.choices import Role
from bihuan.domain.services.choices import RatingState as S
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.refusals import NotAllowed, NotVisible, Refusal, WrongState

REVIEWERS = (Role.OFFICE, Role.CHECKER, Role.ARBITER, Role.FOLLOW_UP)
# Whoever asks the person at the end had no part in it before.
VERIFIERS = (Role.OFFICE, Role.CHECKER, Role.ARBITER)
PHONE_TAKERS = (Role.INTAKE, Role.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class HandlingFacts:
    """A handling as the rules see it. `line`: the office that handled it and all above; `unit`: its unit."""

    id: int
    unit: int
    line: frozenset[int]
    handled_by: int | None
    finished_at: datetime
    is_rated: bool
    days: int  # within which it may be rated


@dataclass(frozen=True, slots=True)
class RatingFacts:
    """A rating as the rules see it. `hands`: by verb, every person whose hand did it."""

    state: str
    unit: int
    area: frozenset[int]
    handled_by: int | None
    is_bad: bool
    hands: Mapping[str, frozenset[int]] = field(default_factory=dict)


def may_record(line: frozenset[int], actor: Actor) -> Refusal | None:
    """办结 is written down by those who work there, or by a neighbouring system."""
    if any(f"office:{pk}" in actor.keys for pk in line) and actor.kind in (ActorKind.PERSON, ActorKind.TOKEN):
        return None
    return NotAllowed("not_your_office", "只有办理的窗口和单位可以登记办件。", "请核对窗口。")


def may_rate(facts: HandlingFacts, actor: Actor) -> Refusal | None:
    """评价 belongs to whoever holds the handling's link; by telephone somebody outside the rated unit writes it down."""
    if actor.kind is ActorKind.RECEIPT:
        mine = actor.subject == f"handling:{facts.id}"
        return first(None if mine else NotVisible(), _open(facts))
    return first(
        is_a_person(actor),
        _not_the_rated(facts.handled_by, facts.unit, actor),
        None
        if actor.has(*PHONE_TAKERS)
        else NotAllowed("not_your_rating", "评价由办事人自己做。", "电话评价由受理员或回访员代记。"),
        _open(facts),
    )


def is_in_time(facts: HandlingFacts, at: datetime) -> Refusal | None:
    """Ratings are given while people remember."""
    if at > facts.finished_at + timedelta(days=facts.days):
        return WrongState(
            "too_late_to_rate", f"办结已超过 {facts.days} 天，不能再评价。", "有问题请直接反映。"
        )
    return None


def may_verify(facts: RatingFacts, actor: Actor) -> Refusal | None:
    """核实 is the area's office's, never the rated unit's."""
    return first(
        _in(facts, S.TO_VERIFY),
        may_review(facts, actor),
        None
        if actor.has(*VERIFIERS)
        else NotAllowed("not_your_role", "回访的人不核实：最后由您来问评价人。", "请交给双优化办的同事。"),
    )


def may_doubt(facts: RatingFacts, actor: Actor) -> Refusal | None:
    """认为恶意: said by a reviewer with reasons; the rated have no say in it and do not learn of it."""
    return first(_in(facts, S.TO_VERIFY, S.VERIFIED), may_review(facts, actor))


def may_decide_malice(facts: RatingFacts, actor: Actor) -> Refusal | None:
    """恶意复核: by another than whoever doubted."""
    return first(
        _in(facts, S.DOUBTED),
        may_review(facts, actor),
        NotAllowed("same_hand", "认为恶意的人不能自己复核。", "请换一位同事。")
        if actor.hands & facts.hands.get("doubt", frozenset())
        else None,
    )


def may_review(facts: RatingFacts, actor: Actor) -> Refusal | None:
    """Reviewers of an area in which the rated unit lies, who are not of that unit nor the rated themselves."""
    if not any(f"office:{pk}" in actor.keys for pk in facts.area):
        return NotVisible()
    return first(
        is_a_person(actor),
        _not_the_rated(facts.handled_by, facts.unit, actor),
        None
        if actor.has(*REVIEWERS)
        else NotAllowed("not_your_role", "您的岗位不核实评价。", "请联系双优化办。"),
    )


def hidden_rows(counts: Mapping[int, int], least: int) -> frozenset[int]:
    """Which rows of a table with a total are not published: those below the least number, and where that is one row alone, the next
    smallest too, because the total would tell it."""
    small = sorted((count, key) for key, count in counts.items() if 0 < count < least)
    hidden = {key for _, key in small}
    if len(hidden) == 1 or 0 < sum(count for count, _ in small) < least:
        others = sorted((count, key) for key, count in counts.items() if count >= least)
        hidden |= {key for _, key in others[:1]}
    return frozenset(hidden)


def _not_the_rated(handled_by: int | None, unit: int, actor: Actor) -> Refusal | None:
    if handled_by in actor.hands or unit in actor.line:
        return NotAllowed("the_rated", "被评价的人和单位不能经手评价。", "请交给其他单位的同事。")
    return None


def _open(facts: HandlingFacts) -> Refusal | None:
    return WrongState("rated_already", "这一件已经评价过，一件只评一次。", "") if facts.is_rated else None


def _in(facts: RatingFacts, *states: S) -> Refusal | None:
    if facts.state in states:
        return None
    wanted = "、".join(state.label for state in states)
    return WrongState(
        "wrong_state", f"这条评价现在是“{S(facts.state).label}”。", f"只有“{wanted}”时才能这样办。"
    )
