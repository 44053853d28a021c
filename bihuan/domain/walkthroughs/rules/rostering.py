"""固定排班 as numbers: leaders, windows, weeks, wishes; what a plan must keep, and which wish stands in the way.

Every window has one leader in every week in which it opens. A leader sits at most once a week, never on leave, never at a barred window;
between two of one's turns lie `gap` weeks; the number of turns is in proportion to the weeks in which one is there, within `spread`; so many of
them are at other bureaus' windows. What was fixed stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from bihuan.kernel.choices import Codes

Place = tuple[int, int]  # a window in a week
Plan = Mapping[Place, int]  # who sits there


class Wish(Codes):
    """What may stand in the way."""

    LEAVE = "LEAVE", "请假"
    BAN = "BAN", "回避窗口"
    GAP = "GAP", "最少间隔"
    SPREAD = "SPREAD", "次数公平"
    AWAY = "AWAY", "到外单位窗口的次数"


@dataclass(frozen=True, slots=True)
class Leader:
    key: int
    unit: int


@dataclass(frozen=True, slots=True)
class Window:
    key: int
    unit: int


@dataclass(frozen=True, slots=True)
class Leave:
    """A stretch of weeks in which a leader is away."""

    leader: int
    weeks: frozenset[int]
    key: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """`places`: the windows with the weeks in which they open. `kept`: the plan in force, from which as little as possible is to differ."""

    leaders: Sequence[Leader]
    windows: Sequence[Window]
    places: Sequence[Place]
    gap: int = 0
    spread: int = 1
    away: int = 0
    leaves: Sequence[Leave] = ()
    bans: frozenset[tuple[int, int]] = frozenset()
    fixed: Mapping[Place, int] = field(default_factory=dict)
    kept: Plan = field(default_factory=dict)

    @property
    def weeks(self) -> list[int]:
        return sorted({week for _, week in self.places})

    def absent(self, leader: int) -> frozenset[int]:
        return frozenset().union(*(leave.weeks for leave in self.leaves if leave.leader == leader))

    def share(self, leader: int) -> Fraction:
        """应坐次数: all places, divided in proportion to the weeks in which each leader is there."""
        weeks = set(self.weeks)
        there = {one.key: len(weeks - self.absent(one.key)) for one in self.leaders}
        total = sum(there.values())
        return Fraction(len(self.places) * there[leader], total) if total else Fraction(0)

    def bounds(self, leader: int) -> tuple[int, int]:
        """Between how many and how many turns are fair for this leader."""
        share = self.share(leader)
        return max(0, floor(share) - self.spread + 1), ceil(share) + self.spread - 1

    def is_away(self, leader: Leader, window: int) -> bool:
        return any(one.key == window and one.unit != leader.unit for one in self.windows)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A wish that stands in the way: whose, and at which window and in which week where it matters. `key`: which leave."""

    wish: Wish
    leader: int
    window: int | None = None
    week: int | None = None
    key: int = 0


def faults(problem: Problem, plan: Plan) -> Iterator[str]:
    """What a plan does not keep; nothing where it holds. Written without the solver, to judge it."""
    by_leader = {
        one.key: sorted(place for place, who in plan.items() if who == one.key) for one in problem.leaders
    }
    if set(plan) != set(problem.places):
        yield "not every place is filled exactly once"
    if not set(plan.values()) <= set(by_leader):
        yield "somebody sits who is not on the roster"
    for place, who in problem.fixed.items():
        if plan.get(place) != who:
            yield f"{place} was fixed"
    for leader in problem.leaders:
        yield from _faults_of(problem, leader, by_leader[leader.key])


def _faults_of(problem: Problem, leader: Leader, turns: Sequence[Place]) -> Iterator[str]:
    fixed = {place for place, who in problem.fixed.items() if who == leader.key}
    free = [place for place in turns if place not in fixed]
    weeks = sorted(week for _, week in turns)
    if any(week in problem.absent(leader.key) for _, week in free):
        yield f"{leader.key} is on leave"
    if any((leader.key, window) in problem.bans for window, _ in free):
        yield f"{leader.key} is barred"
    fixed_weeks = {week for _, week in fixed}
    for before, after in pairwise(weeks):
        if after - before <= problem.gap and not {before, after} <= fixed_weeks:
            yield f"{leader.key} sits again too soon"
    low, high = problem.bounds(leader.key)
    if not low <= len(turns) <= max(high, len(fixed)):
        yield f"{leader.key} sits {len(turns)} times, fair is {low} to {high}"
    if sum(problem.is_away(leader, window) for window, _ in turns) < problem.away:
        yield f"{leader.key} is too seldom away"


def differing(plan: Plan, other: Plan) -> int:
    """How many places changed hands."""
    return sum(plan[place] != other[place] for place in plan.keys() & other.keys())
