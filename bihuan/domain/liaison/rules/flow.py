"""一对一结对 as a min-cost flow: every firm one steward, every cadre at most what the level allows, at the smallest sum of mismatch.

firm → pool of like cadres → cadre → one arc per further firm, each dearer than the last, the second much dearer than the first, so that
nobody stands idle beside somebody with two → sink; and firm → nobody, so dear that it is
taken only when nothing else is left: the flow never fails, it names who is short. A pool is everybody of one area and level, or those
of them who know one industry; that way is cheaper for a firm of that industry. A firm's own steward of last year has an arc of its own
without the cost of change. Pools keep the arcs few and the optimum exact: some ten thousand arcs instead of a million.
What went through a pool is dealt to its members; where only somebody with whom a firm must not be paired is left, the firm gets an arc
to each of the others instead of that pool, and the flow is asked again.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

# Costs are integers; the last digits are left to break ties in favour of no change.
SCALE = 10_000
NO_CADRE, FULL = "NO_CADRE", "FULL"


@dataclass(frozen=True, slots=True)
class Firm:
    """region: ids from the city down, `/1/5/12/`; empty: nobody knows. steward: last year's, if still a steward."""

    id: int
    region: str
    industry: str = ""
    steward: int | None = None


@dataclass(frozen=True, slots=True)
class Cadre:
    """level: CITY, COUNTY, TOWN. expertise: beginnings of industry codes. takes_new: on leave or about to go, they keep whom they have."""

    id: int
    region: str
    level: str
    capacity: int
    expertise: frozenset[str] = frozenset()
    takes_new: bool = True


@dataclass(frozen=True, slots=True)
class Costs:
    """All in the same points; see parameters liaison.pairing_cost and liaison.stability. second: what a firm costs that goes to somebody who
    has one already, whatever its place; load: a step more for each."""

    near: int
    county: int
    city: int
    expertise: int
    second: int
    load: int
    short: int
    stability: int


@dataclass(frozen=True, slots=True)
class Match:
    """One firm's outcome. parts: what it costs, by reason.   short: why nobody was found, `NO_CADRE` or `FULL`."""

    firm: int
    cadre: int | None
    parts: Mapping[str, int] = field(default_factory=dict)
    short: str = ""

    @property
    def mismatch(self) -> int:
        """Everything but the cost of change."""
        return sum(cost for part, cost in self.parts.items() if part != "change")


Pool = tuple[str, str, str]  # region, level, and the industry that its members know; "" for everybody there
NOBODY_ELSE = ()


def area_cost(firm: Firm, cadre: Cadre, costs: Costs) -> int | None:
    """同一区域: one's area lies in the other's. None: they are strangers."""
    return _area_cost(firm.region, cadre.region, cadre.level, costs)


def fit_cost(firm: Firm, cadre: Cadre, costs: Costs) -> int | None:
    """Area and expertise together, or None."""
    area = area_cost(firm, cadre, costs)
    return None if area is None else area + _expertise_cost(firm.industry, cadre.expertise, costs)


def load_cost(held: int, costs: Costs) -> int:
    """一对一 first: what one firm more costs whoever keeps so many already. It rises, so the flow fills everybody's first place before any
    second one, as far as areas and conflicts let it."""
    return held * costs.load + (costs.second if held else 0)


def pair(
    firms: Sequence[Firm],
    cadres: Sequence[Cadre],
    costs: Costs,
    *,
    forbidden: Collection[tuple[int, int]] = (),
) -> list[Match]:
    """The cheapest pairing of all; `forbidden`: (cadre, firm) pairs with a conflict of interest. In the order of the firms."""
    city = _City(firms, cadres, costs, forbidden)
    apart: set[tuple[int, Pool]] = set()
    while firms:
        network = _Network(city, apart)
        chosen, stuck = network.dealt(network.solve())
        if not stuck:
            return city.explained(chosen)
        apart |= stuck
    return []


def total(matches: Iterable[Match]) -> int:
    return sum(match.mismatch for match in matches)


def changes(firms: Iterable[Firm], matches: Iterable[Match]) -> int:
    """How many firms that had a steward get another one."""
    return sum(
        1 for firm, match in zip(firms, matches, strict=True) if firm.steward and match.cadre != firm.steward
    )


def _area_cost(firm: str, cadre: str, level: str, costs: Costs) -> int | None:
    if firm and cadre and not (firm.startswith(cadre) or cadre.startswith(firm)):
        return None
    if level == "CITY":
        return costs.city
    return costs.near if firm == cadre or (level == "TOWN" and firm.startswith(cadre)) else costs.county


def _expertise_cost(industry: str, expertise: frozenset[str], costs: Costs) -> int:
    knows = any(industry.startswith(code) for code in expertise)
    return 0 if knows or not industry else costs.expertise


class _City:
    """Who there is, and who may not meet."""

    def __init__(
        self,
        firms: Sequence[Firm],
        cadres: Sequence[Cadre],
        costs: Costs,
        forbidden: Iterable[tuple[int, int]],
    ) -> None:
        self.firms, self.cadres, self.costs = firms, cadres, costs
        self.by_id = {cadre.id: cadre for cadre in cadres}
        self.barred: dict[int, set[int]] = defaultdict(set)
        for cadre_id, firm_id in forbidden:
            self.barred[firm_id].add(cadre_id)
        self.pools: dict[Pool, list[Cadre]] = defaultdict(list)
        for cadre in cadres:
            if cadre.takes_new and cadre.capacity > 0:
                for code in ("", *sorted(cadre.expertise)):
                    self.pools[cadre.region, cadre.level, code].append(cadre)
        self.near: dict[str, list[tuple[Pool, int]]] = {}

    def may_meet(self, cadre: int, firm: int) -> bool:
        return cadre not in self.barred.get(firm, NOBODY_ELSE)

    def pools_near(self, region: str) -> list[tuple[Pool, int]]:
        """Every pool whose area touches this one, with what the area costs."""
        if region not in self.near:
            costs = ((pool, _area_cost(region, pool[0], pool[1], self.costs)) for pool in self.pools)
            self.near[region] = [(pool, cost) for pool, cost in costs if cost is not None]
        return self.near[region]

    def pools_for(self, firm: Firm) -> Iterator[tuple[Pool, int]]:
        """Where this firm may look, with what area and expertise cost there."""
        generic = self.costs.expertise if firm.industry else 0
        for pool, area in self.pools_near(firm.region):
            if not pool[2]:
                yield pool, area + generic
            elif firm.industry.startswith(pool[2]):
                yield pool, area

    def cost_of_change(self, firm: Firm) -> int:
        """Scaled, with one point more so that a tie is broken in favour of no change."""
        return self.costs.stability * SCALE + 1 if firm.steward in self.by_id else 0

    def explained(self, chosen: Mapping[int, int | None]) -> list[Match]:
        held: Counter[int] = Counter()
        found = []
        for firm in self.firms:
            cadre = self.by_id.get(chosen[firm.id] or 0)
            if cadre is None:
                found.append(Match(firm.id, None, short=self._why_short(firm)))
                continue
            changed = firm.steward in self.by_id and firm.steward != cadre.id
            parts = {
                "area": area_cost(firm, cadre, self.costs) or 0,
                "expertise": _expertise_cost(firm.industry, cadre.expertise, self.costs),
                "change": self.costs.stability if changed else 0,
                "load": load_cost(held[cadre.id], self.costs),
            }
            held[cadre.id] += 1
            found.append(Match(firm.id, cadre.id, parts))
        return found

    def _why_short(self, firm: Firm) -> str:
        near = any(
            self.may_meet(cadre.id, firm.id)
            for pool, _ in self.pools_near(firm.region)
            for cadre in self.pools[pool]
        )
        return FULL if near else NO_CADRE


class _Network:
    """Nodes: 0 sink, 1 nobody, then firms, cadres, pools. Arcs are columns; `meaning` says whose arc it is: (firm, cadre), -1 for none."""

    SINK, NOBODY = 0, 1

    def __init__(self, city: _City, apart: Collection[tuple[int, Pool]]) -> None:
        self.city, self.apart = city, apart
        nodes = count(2)
        self.firm_node = {firm.id: next(nodes) for firm in city.firms}
        self.cadre_node = {cadre.id: next(nodes) for cadre in city.cadres}
        self.pool_node = {pool: next(nodes) for pool in city.pools}
        self.arcs: list[tuple[int, int, int, int]] = []
        self.meaning: list[tuple[int, int]] = []
        self._lay_cadres()
        for firm in city.firms:
            self._lay_firm(firm)

    def _arc(self, tail: int, head: int, capacity: int, cost: int, firm: int = -1, cadre: int = -1) -> None:
        self.arcs.append((tail, head, capacity, cost))
        self.meaning.append((firm, cadre))

    def _lay_cadres(self) -> None:
        self._arc(self.NOBODY, self.SINK, len(self.city.firms), 0)
        for cadre in self.city.cadres:
            node = self.cadre_node[cadre.id]
            for place in range(cadre.capacity):
                self._arc(node, self.SINK, 1, load_cost(place, self.city.costs) * SCALE)
        for pool, members in self.city.pools.items():
            for cadre in members:
                node = self.cadre_node[cadre.id]
                self._arc(self.pool_node[pool], node, cadre.capacity, 0, cadre=cadre.id)

    def _lay_firm(self, firm: Firm) -> None:
        city, node = self.city, self.firm_node[firm.id]
        self._arc(node, self.NOBODY, 1, city.costs.short * SCALE, firm=firm.id)
        own = city.by_id.get(firm.steward or 0)
        if own is not None and city.may_meet(own.id, firm.id):
            cost = fit_cost(firm, own, city.costs)
            if cost is not None:
                self._arc(node, self.cadre_node[own.id], 1, cost * SCALE, firm=firm.id, cadre=own.id)
        change = city.cost_of_change(firm)
        for pool, fit in city.pools_for(firm):
            if (firm.id, pool) not in self.apart:
                self._arc(node, self.pool_node[pool], 1, fit * SCALE + change, firm=firm.id)
                continue
            for cadre in city.pools[pool]:
                if city.may_meet(cadre.id, firm.id):
                    head = self.cadre_node[cadre.id]
                    self._arc(node, head, 1, fit * SCALE + change, firm=firm.id, cadre=cadre.id)

    def solve(self) -> list[int]:
        """The flow on every arc."""
        import numpy as np
        from ortools.graph.python import min_cost_flow  # 1.4 seconds: only where somebody plans

        solver = min_cost_flow.SimpleMinCostFlow()
        table = np.array(self.arcs, dtype=np.int64)
        arcs = solver.add_arcs_with_capacity_and_unit_cost(*(table[:, column] for column in range(4)))
        for node in self.firm_node.values():
            solver.set_node_supply(node, 1)
        solver.set_node_supply(self.SINK, -len(self.firm_node))
        if solver.solve() != solver.OPTIMAL:
            raise ArithmeticError("the flow is feasible by construction: everybody may go to nobody")
        flows: list[int] = solver.flows(arcs).tolist()
        return flows

    def dealt(self, flows: Sequence[int]) -> tuple[dict[int, int | None], set[tuple[int, Pool]]]:
        """From the flow back to pairs, and whoever got stuck in a pool with somebody they may not meet."""
        chosen: dict[int, int | None] = {}
        waiting: dict[int, list[int]] = defaultdict(list)
        offered: dict[int, list[int]] = defaultdict(list)
        for (tail, head, _, _), (firm, cadre), flow in zip(self.arcs, self.meaning, flows, strict=True):
            if flow and firm >= 0 and (cadre >= 0 or head == self.NOBODY):
                chosen[firm] = cadre if cadre >= 0 else None
            elif flow and firm >= 0:
                waiting[head].append(firm)
            elif flow and cadre >= 0:
                offered[tail] += [cadre] * flow
        stuck: set[tuple[int, Pool]] = set()
        for pool, node in self.pool_node.items():
            given, left = _deal(waiting[node], offered[node], self.city.may_meet)
            chosen |= given
            stuck |= {(firm, pool) for firm in left}
        return chosen, stuck


def _deal(
    firms: Sequence[int], cadres: Sequence[int], may_meet: Callable[[int, int], bool]
) -> tuple[dict[int, int], list[int]]:
    """In their order; whoever may not meet swaps with another for whom both ways are open. The rest is stuck."""
    hands = list(cadres)
    stuck = []
    for place, firm in enumerate(firms):
        if may_meet(hands[place], firm):
            continue
        for other, neighbour in enumerate(firms):
            if may_meet(hands[other], firm) and may_meet(hands[place], neighbour):
                hands[place], hands[other] = hands[other], hands[place]
                break
        else:
            stuck.append(firm)
    return dict(zip(firms, hands, strict=True)), stuck
