"""The roster's solver (OR-Tools CP-SAT): the hard model first; where it has no answer, softer ones that name what stands in the way.

Deterministic: one worker, a fixed seed, a limit in deterministic time, which does not depend on the machine. `ortools` takes more than a
second to import and is imported where it is used.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from bihuan.domain.walkthroughs.rules.rostering import Leader, Obstacle, Place, Plan, Problem, Wish

SEED = 20_230_501
PATIENCE = 12.0  # in deterministic seconds


class Demand(Enum):
    """What a model insists on."""

    ALL = auto()
    # Places may stay empty, nobody need sit often: as many as possible are filled, the rest say who is kept from them by what.
    WISHES = auto()
    # Every place is filled; as few as possible sit too seldom, or too seldom at other bureaus' windows.
    PLACES = auto()


@dataclass(frozen=True, slots=True)
class Solved:
    """Either a plan, or what stands in its way: places that nobody can take with who is kept from them, or whom it treats unfairly."""

    plan: Plan | None
    obstacles: tuple[Obstacle, ...] = ()
    unfilled: tuple[Place, ...] = ()

    @property
    def in_time(self) -> bool:
        """Without a plan and without an obstacle, the time was not enough."""
        return self.plan is not None or bool(self.obstacles or self.unfilled)


def solve(problem: Problem, *, patience: float = PATIENCE) -> Solved:
    """A plan that keeps everything, as near as possible to the one in force; else what stands in its way."""
    plan = Model(problem, Demand.ALL).solved(patience) if problem.leaders else None
    if plan is not None:
        return Solved(plan)
    part = Model(problem, Demand.WISHES).solved(patience)
    if part is None:
        return Solved(None)
    unfilled = tuple(place for place in problem.places if place not in part)
    if unfilled:
        kept = (wish for place in unfilled for wish in keeping_from(problem, part, place))
        return Solved(None, tuple(dict.fromkeys(kept)), unfilled)
    fair = Model(problem, Demand.PLACES)
    return Solved(None, tuple(fair.yielded()) if fair.solved(patience) is not None else ())


def keeping_from(problem: Problem, part: Plan, place: Place) -> Iterator[Obstacle]:
    """Why each leader does not take a place that stayed empty: the wishes that stand in the way."""
    window, week = place
    for leader in problem.leaders:
        weeks = [w for (_, w), who in part.items() if who == leader.key]
        absence = next(
            (one for one in problem.leaves if one.leader == leader.key and week in one.weeks), None
        )
        if absence is not None:
            yield Obstacle(Wish.LEAVE, leader.key, week=week, key=absence.key)
        elif (leader.key, window) in problem.bans:
            yield Obstacle(Wish.BAN, leader.key, window, week)
        elif any(abs(week - other) <= problem.gap for other in weeks):
            yield Obstacle(Wish.GAP, leader.key, week=week)
        else:
            yield Obstacle(Wish.SPREAD, leader.key, week=week)


class Model:
    """One variable per leader and place that no wish forbids; what was fixed stays, whatever is wished."""

    def __init__(self, problem: Problem, demand: Demand) -> None:
        from ortools.sat.python import cp_model

        self.cp, self.problem, self.demand = cp_model, problem, demand
        self.model: Any = cp_model.CpModel()
        self.sits: dict[tuple[int, Place], Any] = {}
        self.by_week: dict[tuple[int, int], list[Any]] = defaultdict(list)
        self.yields: dict[Obstacle, Any] = {}
        self.empty: dict[Place, Any] = {}
        for leader in problem.leaders:
            self._may_sit(leader.key)
        self._fill()
        busy = {leader.key: self._space_out(leader.key) for leader in problem.leaders}
        for leader in problem.leaders:
            self._be_fair(leader.key, busy[leader.key])
            self._go_away(leader)
        self._count(busy)
        self._prefer()

    def _may_sit(self, leader: int) -> None:
        absent = self.problem.absent(leader)
        for place in self.problem.places:
            window, week = place
            barred = week in absent or (leader, window) in self.problem.bans
            holder = self.problem.fixed.get(place, leader if not barred else None)
            if holder == leader:
                sits = self.sits[leader, place] = self.model.new_bool_var("")
                self.by_week[leader, week].append(sits)

    def _fill(self) -> None:
        takers: dict[Place, list[Any]] = defaultdict(list)
        for (_, place), sits in self.sits.items():
            takers[place].append(sits)
        for place in self.problem.places:
            if self.demand is Demand.WISHES and place not in self.problem.fixed:
                self.empty[place] = self.model.new_bool_var("")
                takers[place].append(self.empty[place])
            self.model.add_exactly_one(takers[place])

    def _space_out(self, leader: int) -> dict[int, Any]:
        """At most once a week, and so many weeks between two turns; two fixed turns are nobody's wish any more."""
        gap = self.problem.gap
        fixed = {place[1] for place, who in self.problem.fixed.items() if who == leader}
        busy = {week: self._busy(leader, week) for week in self.problem.weeks}
        for week in busy:
            near = [other for other in range(week, week + gap + 1) if other in busy]
            spare = max(0, len(fixed & set(near)) - 1)
            if spare:
                self.model.add(sum(busy[other] for other in near) <= 1 + spare)
            else:
                self.model.add_at_most_one(busy[other] for other in near)
        return busy

    def _busy(self, leader: int, week: int) -> Any:
        """Whether the leader sits in this week, at whichever window."""
        busy = self.model.new_bool_var("")
        self.model.add(sum(self.by_week[leader, week]) == busy)
        return busy

    def _be_fair(self, leader: int, busy: dict[int, Any]) -> None:
        low, high = self.problem.bounds(leader)
        high = max(high, sum(who == leader for who in self.problem.fixed.values()))
        turns = sum(busy.values())
        self.model.add(turns <= high)
        self._at_least(turns, low, Obstacle(Wish.SPREAD, leader))

    def _go_away(self, leader: Leader) -> None:
        own = ((place, sits) for (who, place), sits in self.sits.items() if who == leader.key)
        away = sum(sits for place, sits in own if self.problem.is_away(leader, place[0]))
        self._at_least(away, self.problem.away, Obstacle(Wish.AWAY, leader.key))

    def _at_least(self, number: Any, least: int, wish: Obstacle) -> None:
        if least <= 0 or self.demand is Demand.WISHES:
            return
        if self.demand is Demand.ALL:
            self.model.add(number >= least)
            return
        broken = self.yields[wish] = self.model.new_bool_var("")
        self.model.add(number + least * broken >= least)

    def _count(self, busy: dict[int, dict[int, Any]]) -> None:
        """Says nothing new, but lets the solver see at once that a week has too few people."""
        for week in self.problem.weeks:
            places = [place for place in self.problem.places if place[1] == week]
            empty = sum(self.empty[place] for place in places if place in self.empty)
            self.model.add(sum(weeks[week] for weeks in busy.values()) + empty == len(places))

    def _prefer(self) -> None:
        if self.demand is not Demand.ALL:
            self.model.minimize(sum(self.empty.values()) + sum(self.yields.values()))
        elif self.problem.kept:
            held = {key: self.problem.kept.get(key[1]) == key[0] for key in self.sits}
            self.model.maximize(sum(sits for key, sits in self.sits.items() if held[key]))
            for key, sits in self.sits.items():
                self.model.add_hint(sits, held[key])

    def solved(self, patience: float) -> Plan | None:
        """Who sits where, or None."""
        self.solver = self.cp.CpSolver()
        known = self.solver.parameters
        known.num_workers, known.random_seed = 1, SEED
        known.max_deterministic_time = patience
        known.symmetry_level = known.linearization_level = 0
        status = self.solver.solve(self.model)
        if status not in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            return None
        return {place: who for (who, place), sits in self.sits.items() if self.solver.boolean_value(sits)}

    def yielded(self) -> Iterator[Obstacle]:
        """The wishes that had to yield."""
        return (wish for wish, broken in self.yields.items() if self.solver.boolean_value(broken))
