"""红黄牌: a rule proposes, a person issues, another person decides the appeal, and neither of them gains by it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bihuan.domain.organisations.choices import Role
from bihuan.domain.supervision.choices import CardState as S
from bihuan.domain.supervision.choices import Colour, Decision
from bihuan.domain.supervision.rules.common import (
    first,
    is_asked_only,
    not_one_of_them,
    of_the_office,
    of_the_supervised,
    other_hands,
)
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState
from bihuan.kernel.states import in_states

TRANSITIONS: dict[S, frozenset[S]] = {
    # a person issues it or does not; a rule may take back what it proposed when its ground is gone
    S.PROPOSED: frozenset({S.ISSUED, S.DISMISSED}),
    S.DISMISSED: frozenset(),
    S.ISSUED: frozenset({S.SERVED, S.LIFTED}),
    # the appeal period runs from here
    S.SERVED: frozenset({S.APPEALED, S.EFFECTIVE, S.LIFTED}),
    S.APPEALED: frozenset({S.EFFECTIVE, S.LIFTED}),
    S.EFFECTIVE: frozenset({S.EXPIRED, S.LIFTED}),
    S.LIFTED: frozenset(),
    S.EXPIRED: frozenset(),
}
JUDGES = (Role.ARBITER, Role.LEADER)
ISSUERS = (Role.OFFICE, Role.CHECKER, Role.LEADER)
# Retaliation stays between the offices: that there was a reporter must not be read on a public page.
NEVER_PUBLIC = frozenset({"retaliation"})


@dataclass(frozen=True, slots=True)
class CardFacts:
    """A card as the rules see it. `interested`: units with a part in the cases behind it; `case_hands`: persons whose hand was in them;
    `actor_units`: where the actor held posts since; `of_the_office`: it is against the 双优化办 in charge itself; `judge`: the level that decides
    an appeal, where it is not the office in charge."""

    state: str
    office: int
    section: int
    unit: int
    person: int | None = None
    body_kind: str = ""
    ground: str = ""
    colour: str = Colour.YELLOW
    of_the_office: bool = False
    in_time: bool = True  # to appeal
    published: bool = False
    judge: int | None = None
    interested: frozenset[int] = frozenset()
    case_hands: frozenset[int] = frozenset()
    actor_units: frozenset[int] = frozenset()
    hands: Mapping[str, frozenset[int]] = field(default_factory=dict)


def is_transition(old: str, new: str) -> bool:
    return S(new) in TRANSITIONS[S(old)]


def may_be_carded(body_kind: str) -> Refusal | None:
    """Vertical bodies and partners are not ours to card."""
    if is_asked_only(body_kind):
        return NotAllowed("asked_not_carded", "垂直管理单位和合作单位不发牌。", "请发商请函。")
    return None


def may_issue(facts: CardFacts, actor: Actor) -> Refusal | None:
    """发牌 is a person's decision; a card against the office itself is a leader's; nobody cards their own unit."""
    return first(
        in_states(facts, S.PROPOSED),
        may_be_carded(facts.body_kind),
        of_the_office(facts, actor, *((Role.LEADER,) if facts.of_the_office else ISSUERS)),
        not_one_of_them({facts.unit} - {facts.office}, facts.actor_units, facts.person, actor),
    )


def may_dismiss(facts: CardFacts, actor: Actor) -> Refusal | None:
    """不予发牌: by the same as could issue it."""
    return may_issue(facts, actor)


def may_serve(facts: CardFacts, actor: Actor) -> Refusal | None:
    """送达 by the office, with the way it was done."""
    return first(in_states(facts, S.ISSUED), of_the_office(facts, actor, *ISSUERS))


def may_answer(facts: CardFacts, actor: Actor) -> Refusal | None:
    """书面说明: what the supervised have to say, as long as it is not decided."""
    return first(
        in_states(facts, S.SERVED, S.APPEALED),
        of_the_supervised(facts.section, facts.unit, facts.person, actor),
    )


def may_appeal(facts: CardFacts, actor: Actor) -> Refusal | None:
    """申诉 within the limit, once."""
    return first(
        in_states(facts, S.SERVED),
        of_the_supervised(facts.section, facts.unit, facts.person, actor),
        None
        if facts.in_time
        else WrongState("appeal_too_late", "申诉期已经过了。", "有新的事实，请联系双优化办依职权复核。"),
    )


def is_disinterested(facts: CardFacts, actor: Actor) -> Refusal | None:
    """Neither issued it, nor gains by what is decided: no hand in the cases, no post in a unit that has a part in them."""
    return first(
        other_hands(facts.hands, actor, "issue", "serve", sentence="这张牌是您发出的，不能由您裁定。"),
        NotAllowed("same_hand", "您经手过有关的工单，不能由您裁定。", "请换一位没有经手过的同事。")
        if actor.hands & facts.case_hands
        else None,
        not_one_of_them(
            ({facts.unit} | facts.interested) - {facts.office}, facts.actor_units, facts.person, actor
        ),
    )


def judges_of(facts: CardFacts) -> tuple[Role, ...]:
    """Arbiters, and leaders; a leader alone where the office in charge judges a card against itself."""
    own = facts.judge in (None, facts.office)
    return (Role.LEADER,) if facts.of_the_office and own else JUDGES


def may_judge(facts: CardFacts, actor: Actor) -> Refusal | None:
    """Of the office in charge; of the level above it to which it was put, where nobody of the office could; and disinterested."""
    where = replace(facts, office=facts.judge or facts.office)
    return first(of_the_office(where, actor, *judges_of(facts)), is_disinterested(facts, actor))


def may_decide(facts: CardFacts, actor: Actor) -> Refusal | None:
    """裁定申诉: upheld, reduced or lifted."""
    return first(in_states(facts, S.APPEALED), may_judge(facts, actor))


def may_lift(facts: CardFacts, actor: Actor) -> Refusal | None:
    """依职权撤销: the ground turned out not to hold. By the same as could decide an appeal."""
    return first(in_states(facts, S.ISSUED, S.SERVED, S.EFFECTIVE), may_judge(facts, actor))


def may_publish(facts: CardFacts, actor: Actor) -> Refusal | None:
    """公开, if the city wants to: not before the appeal period has ended, never what would tell of a reporter."""
    return first(
        in_states(facts, S.EFFECTIVE),
        of_the_office(facts, actor, Role.EDITOR, Role.LEADER),
        NotAllowed("never_public", "涉及打击报复的牌不公开，以免推断出反映人。", "可以在内部通报。")
        if facts.ground in NEVER_PUBLIC
        else None,
        WrongState("published_already", "这张牌已经公开。") if facts.published else None,
    )


def may_unpublish(facts: CardFacts, actor: Actor) -> Refusal | None:
    return first(
        of_the_office(facts, actor, Role.EDITOR, Role.LEADER),
        None if facts.published else WrongState("not_published", "这张牌没有公开。"),
    )


def reduces(colour: str, to: Decision) -> Colour | None:
    """What colour is left: a red card is reduced to a yellow one; below yellow there is none, so a yellow one can only be lifted."""
    if to == Decision.UPHELD:
        return Colour(colour)
    return Colour.YELLOW if to == Decision.REDUCED and colour == Colour.RED else None
