"""实名、保密、匿名: who may know who reported. The unit complained of can neither see nor infer a sealed reporter."""

from dataclasses import dataclass

from bihuan.domain.cases.choices import Identity, LegState, State
from bihuan.domain.cases.choices.states import OPEN
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.following_up import may_follow_up
from bihuan.domain.cases.rules.handling import HANDS, holds_leg
from bihuan.domain.cases.rules.hands import (
    at_office,
    first,
    in_states,
    is_a_person,
    not_the_complained_of,
    with_role,
)
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.refusals import NotAllowed, Refusal

# Who is never one of ours.
OUTSIDE = frozenset({ActorKind.RECEIPT, ActorKind.CONTACT})
# Those of the office in charge who read a case as it was said.
ABOVE = (Role.INTAKE, Role.OFFICE, Role.CHECKER, Role.FOLLOW_UP, Role.ARBITER, Role.EDITOR, Role.UNSEALER)
WORKING_LEGS = frozenset(
    {
        LegState.DISPATCHED,
        LegState.HANDLING,
        LegState.DELEGATED,
        LegState.RETURNING,
        LegState.SUBMITTED,
        LegState.COMPLETED,
    }
)


@dataclass(frozen=True, slots=True)
class Sight:
    """What an actor may know: the words as they were said, who reported, and how to reach them."""

    words: bool
    name: bool
    phone: bool


def sight_of(facts: CaseFacts, actor: Actor, *, unsealed: bool = False) -> Sight:
    """Named: whoever holds a part may know and call. Sealed: words stay with the office in charge, name and phone with those for whom
    the seal was opened, logged with a reason. Anonymous: nobody knows. The complained-of never."""
    if actor.kind in OUTSIDE:
        own = reported(facts, actor)
        return Sight(own, own, own)
    if not_the_complained_of(facts, actor) is not None:
        return Sight(False, False, False)
    lent = bool(facts.lent_to & actor.keys) and actor.has(Role.FOLLOW_UP)
    above = (facts.office_key in actor.keys and actor.has(*ABOVE)) or lent
    holds = facts.leg_of(actor, WORKING_LEGS) is not None
    if facts.identity == Identity.SEALED:
        return Sight(above, unsealed, unsealed)
    if facts.identity == Identity.ANONYMOUS:
        return Sight(True, False, False)
    return Sight(True, True, above or holds)


def may_restate(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """转述 belongs to the office in charge, before anything is dispatched or whenever the restatement gives too much away."""
    return first(
        in_states(facts, *sorted(OPEN)),
        is_a_person(actor),
        at_office(facts, actor, Role.OFFICE, Role.INTAKE),
        NotAllowed("not_sealed", "这一件不是保密件，不需要转述。")
        if facts.identity != Identity.SEALED
        else None,
    )


def may_seal(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """转为保密: the reporter may ask for it at any time, by receipt or by telephone; before dispatch it still hides everything."""
    open_ = in_states(facts, State.REGISTERED, State.ACCEPTED)
    named = NotAllowed("not_named", "只有实名件可以转为保密。") if facts.identity != Identity.NAMED else None
    if reported(facts, actor):
        return first(open_, named)
    return first(open_, is_a_person(actor), at_office(facts, actor, Role.OFFICE, Role.INTAKE), named)


def may_unseal(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """启封 belongs to the unsealer of the office in charge, and to the follow-up caller when it is time to call. Always with a reason."""
    sealed = NotAllowed("not_sealed", "这一件不是保密件。") if facts.identity != Identity.SEALED else None
    if actor.has(Role.UNSEALER):
        return first(sealed, is_a_person(actor), at_office(facts, actor, Role.UNSEALER))
    return first(
        sealed,
        is_a_person(actor),
        with_role(actor, Role.FOLLOW_UP),
        NotAllowed("not_yet", "还没有到回访的时候，不能启封。", "销号以后再回访。")
        if facts.state != State.STRUCK_OFF
        else None,
        may_follow_up(facts, actor),
    )


def may_relay(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """接力留言: whoever holds a part, and the office, can write to the reporter without knowing who it is."""
    return first(
        in_states(facts, *sorted(OPEN)),
        is_a_person(actor),
        not_the_complained_of(facts, actor),
        None
        if facts.office_key in actor.keys and actor.has(*ABOVE)
        else first(with_role(actor, *HANDS), holds_leg(facts, actor, *sorted(WORKING_LEGS))),
    )


def may_add(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """补充 belongs to the reporter, as long as the case is open."""
    return first(is_the_reporter(facts, actor), in_states(facts, *sorted(OPEN)))


def may_report_retaliation(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """打击报复: always open to the reporter, even when the case is long closed."""
    return is_the_reporter(facts, actor)


def holds_receipt(facts: CaseFacts, actor: Actor) -> bool:
    """Whether the actor's receipt opens this case: its own, or that of the report from which it was split."""
    receipts = {f"case:{pk}" for pk in facts.split_from | {facts.id}}
    return actor.kind is ActorKind.RECEIPT and actor.subject in receipts


def reported(facts: CaseFacts, actor: Actor) -> bool:
    """Whether this is the reporter: by the receipt, or signed in for the firm that reported. By what they hold, not by how they came:
    a firm's own program is the firm."""
    return holds_receipt(facts, actor) or (actor.person_id is None and bool(facts.reporters & actor.keys))


def raised(facts: CaseFacts, actor: Actor) -> bool:
    """Whether the actor raised it in person; of what the whole firm reported by telephone or at a visit, everybody did."""
    raisers = {holder for holder in facts.reporters if holder.startswith("contact:")}
    return bool((raisers or facts.reporters) & actor.keys)


def is_shared(*, identity: str, speaks_for_firm: bool, wanted: bool | None) -> bool:
    """Whether a firm's other contacts read a case as theirs. Never a report of somebody who merely named the firm: an employee may have
    written it. What was reported openly by one who speaks for the firm is the firm's; what was sealed only if they chose so."""
    if not speaks_for_firm or identity == Identity.ANONYMOUS:
        return False
    return identity == Identity.NAMED if wanted is None else wanted


def is_the_reporter(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """The holder of this case's receipt, or a contact of the firm that reported it."""
    if reported(facts, actor):
        return None
    return NotAllowed("reporter_only", "这一步只能由反映人凭编号和查询码办理。")
