"""What a rule may know of a case, and of the actor's past with it. Built once by `queries.facts_of`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bihuan.domain.cases.choices import Identity, LegRole, LegState, State, Step
from bihuan.domain.cases.choices.states import LEG_OPEN
from bihuan.kernel.access import Actor


@dataclass(frozen=True, slots=True)
class LegFacts:
    """One office's part. `line` is its office and all above it; `unit` the unit that answers for it."""

    id: int
    office: int
    unit: int
    line: frozenset[int]
    role: str
    state: str
    round: int
    parent: int | None = None
    hops: int = 0
    handler: int | None = None
    forced: bool = False
    due_at: datetime | None = None
    extended: bool = False  # its one extension was granted

    @property
    def key(self) -> str:
        return f"office:{self.office}"

    @property
    def item(self) -> str:
        """How duties and approvals name this part."""
        return f"leg:{self.id}"

    @property
    def is_open(self) -> bool:
        return self.state in LEG_OPEN


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case as the rules see it; ids only, no words.

    hands: who did which step, in all rounds; round_hands: in this one.   waiting: open approvals as (kind, item).
    actor_line: the actor's office and all above it.   actor_units_during: units in which the actor held a post while the case ran.
    """

    id: int
    state: str
    office: int
    round: int = 1
    request_type: str = ""
    urgency: str = ""
    difficulty: str = ""
    level: str = ""
    identity: str = Identity.NAMED
    about_conduct: bool = False
    simple: bool = False
    sampled: bool = False  # a direct answer whose sampled follow-up is still owed
    transferred: bool = False  # another organ decided it
    as_clue: bool = False  # it was transferred whole, as a discipline clue
    suspended: bool = False
    restated: bool = False
    excluded: bool = False
    published: bool = False
    is_lead_of_others: bool = False
    respondent: int | None = None
    respondent_person: int | None = None
    nobody_above: bool = (
        False  # the government in charge is itself complained of, and no area above it works here
    )
    promised_outcome: bool = False
    promised_before: bool = False  # a promise was accepted in this round already
    ruling: str = ""  # the last ruling of this round
    said_not_solved: bool = False  # the reporter said so by receipt in this round
    too_old_to_dispute: bool = False
    answered_from_above: bool = False  # a report upward was answered, and the reporter has not asked again
    stewards: frozenset[int] = frozenset()
    lent_to: frozenset[str] = frozenset()
    reporters: frozenset[str] = frozenset()  # those who sign in as the reporter: `enterprise:12`, `contact:5`
    lead_units: frozenset[int] = (
        frozenset()
    )  # units with a part in the lead case with which this one was handled
    split_from: frozenset[int] = frozenset()  # the cases of whose receipt this one is a part
    legs: tuple[LegFacts, ...] = ()
    hands: Mapping[str, frozenset[int]] = field(default_factory=dict)
    round_hands: Mapping[str, frozenset[int]] = field(default_factory=dict)
    waiting: frozenset[tuple[str, str]] = frozenset()
    # by leg: which signature its completion waits for, as (verb, role), and whose hands have already signed it
    signing: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    signers: Mapping[int, frozenset[int]] = field(default_factory=dict)
    # open duties as (verb, item, holder); the office in charge and all above it
    owed: frozenset[tuple[str, str, str]] = frozenset()
    office_line: frozenset[int] = frozenset()
    actor_line: frozenset[int] = frozenset()
    actor_units_during: frozenset[int] = frozenset()

    @property
    def office_key(self) -> str:
        return f"office:{self.office}"

    @property
    def current_legs(self) -> tuple[LegFacts, ...]:
        """The legs of this round."""
        return tuple(leg for leg in self.legs if leg.round == self.round)

    @property
    def handled_by(self) -> frozenset[int]:
        """Every person who handled, endorsed or approved, in any round."""
        return self.hands_of(Step.HANDLED, Step.ENDORSED, Step.APPROVED)

    def hands_of(self, *steps: Step) -> frozenset[int]:
        """Every person whose hand was in one of these steps, in any round."""
        return frozenset().union(*(self.hands.get(step, frozenset()) for step in steps))

    def round_hands_of(self, *steps: Step) -> frozenset[int]:
        """The same, in this round only."""
        return frozenset().union(*(self.round_hands.get(step, frozenset()) for step in steps))

    def leg_of(self, actor: Actor, states: Collection[str], role: str | None = None) -> LegFacts | None:
        """The actor's own leg of this round in one of these states: held by their own office."""
        for leg in self.current_legs:
            if leg.state in states and leg.key in actor.keys and (role is None or leg.role == role):
                return leg
        return None

    def open_children(self, leg: LegFacts) -> tuple[LegFacts, ...]:
        """What a desk handed on and has not come back."""
        return tuple(child for child in self.legs if child.parent == leg.id and child.is_open)

    def owes(self, verb: str, leg: LegFacts) -> bool:
        """Whether this verb is owed on this part now."""
        return any((owed, item) == (verb, leg.item) for owed, item, _ in self.owed)

    def owes_at_all(self, verb: str) -> bool:
        """Whether anybody owes this verb now, on whatever part."""
        return any(owed == verb for owed, _, _ in self.owed)

    def dispatcher_of(self, leg: LegFacts) -> str:
        """The holder that dispatched a part: the desk above it, or the office in charge."""
        above = next((one for one in self.legs if one.id == leg.parent), None)
        return above.key if above else self.office_key

    @property
    def lead_legs(self) -> tuple[LegFacts, ...]:
        """The top of the tree in this round, without co-handlers."""
        return tuple(leg for leg in self.current_legs if leg.parent is None and leg.role == LegRole.LEAD)

    def is_in(self, *states: State) -> bool:
        return self.state in states

    def has_leg_in(self, *states: LegState) -> bool:
        return any(leg.state in states for leg in self.current_legs)
