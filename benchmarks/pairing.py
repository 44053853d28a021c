"""How long a year's pairing takes for 1,414 cadres and 1,700 firms, against the same flow with an arc for every pair that could be.

Both find the same optimum, which is asserted. One JSON line per measure; no database is asked.
"""

import json
import random
import time
from collections.abc import Callable

import numpy as np
from ortools.graph.python import min_cost_flow

from bihuan.domain.liaison.rules.flow import SCALE, Cadre, Costs, Firm, Match, fit_cost, pair

CADRES, FIRMS, ROUNDS = 1_414, 1_700, 5
COSTS = Costs(near=0, county=5, city=20, expertise=30, load=12, short=1000, stability=50)
INDUSTRIES = [f"C{code}" for code in range(13, 43)] + ["E47", "F51", "F52", "G54", "H61", "I65", "K70", "M73"]
COUNTIES = [f"/1/{county}/" for county in range(2, 11)]
TOWNS = [f"{county}{100 * int(county.split('/')[2]) + town}/" for county in COUNTIES for town in range(12)]


def a_city(seed: int = 2026) -> tuple[list[Firm], list[Cadre], set[tuple[int, int]]]:
    """Cadres of three levels with one expertise each; four firms in five had a steward last year; one pair in a thousand is barred."""
    chance = random.Random(seed)
    places = [("/1/", "CITY", 3)] * 3 + [(c, "COUNTY", 2) for c in COUNTIES] + [(t, "TOWN", 2) for t in TOWNS]
    cadres = []
    for pk in range(1, CADRES + 1):
        region, level, capacity = chance.choice(places)
        cadres.append(Cadre(pk, region, level, capacity, frozenset({chance.choice(INDUSTRIES)})))
    firms = [
        Firm(
            pk,
            chance.choice(COUNTIES + TOWNS),
            chance.choice(INDUSTRIES),
            chance.randrange(1, CADRES + 1) if chance.random() < 0.8 else None,
        )
        for pk in range(1, FIRMS + 1)
    ]
    barred = {(chance.randrange(1, CADRES + 1), chance.randrange(1, FIRMS + 1)) for _ in range(FIRMS)}
    return firms, cadres, barred


def arc_per_pair(
    firms: list[Firm], cadres: list[Cadre], costs: Costs, *, forbidden: set[tuple[int, int]]
) -> int:
    """The optimum of the plain network, in the same points."""
    known = {cadre.id for cadre in cadres}
    arcs = [(1, 0, len(firms), 0)]
    for place, cadre in enumerate(cadres):
        arcs += [(2 + place, 0, 1, k * costs.load * SCALE) for k in range(cadre.capacity)]
    for place, firm in enumerate(firms):
        node = 2 + len(cadres) + place
        arcs.append((node, 1, 1, costs.short * SCALE))
        for at, cadre in enumerate(cadres):
            fit = fit_cost(firm, cadre, costs)
            if fit is not None and (cadre.id, firm.id) not in forbidden:
                changes = firm.steward in known and firm.steward != cadre.id
                arcs.append((node, 2 + at, 1, fit * SCALE + changes * (costs.stability * SCALE + 1)))
    table = np.array(arcs, dtype=np.int64)
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(*(table[:, column] for column in range(4)))
    for place in range(len(firms)):
        solver.set_node_supply(2 + len(cadres) + place, 1)
    solver.set_node_supply(0, -len(firms))
    assert solver.solve() == solver.OPTIMAL
    return solver.optimal_cost() // SCALE


def worth(matches: list[Match]) -> int:
    return sum(sum(match.parts.values()) if match.cadre else COSTS.short for match in matches)


def seconds(do: Callable[[], object], rounds: int) -> float:
    """The middle of some rounds, in seconds of the processor: one thread does it all."""
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        do()
        taken.append(time.process_time() - began)
    return sorted(taken)[rounds // 2]


def main() -> None:
    firms, cadres, barred = a_city()
    assert worth(pair(firms, cadres, COSTS, forbidden=barred)) == arc_per_pair(
        firms, cadres, COSTS, forbidden=barred
    )
    value = seconds(lambda: pair(firms, cadres, COSTS, forbidden=barred), ROUNDS)
    baseline = seconds(lambda: arc_per_pair(firms, cadres, COSTS, forbidden=barred), 3)
    line = {"name": f"pair_{CADRES}_cadres_{FIRMS}_firms", "value": round(value, 3), "unit": "s"}
    print(json.dumps(line | {"baseline": round(baseline, 3), "ratio": round(value / baseline, 2)}))


if __name__ == "__main__":
    main()
