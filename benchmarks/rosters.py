"""How long a roster takes: 60 leaders, 52 weeks, 5 windows, with leave, bans, gaps and turns at other bureaus' windows; then a re-plan, and
naming what stands in the way. One JSON line per measure; run from the checkout."""

import json
import os
import random
import time
from dataclasses import replace

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")

from bihuan.domain.walkthroughs.rules.rostering import Leader, Leave, Problem, Window, faults
from bihuan.domain.walkthroughs.rules.solving import solve

LEADERS, WEEKS, WINDOWS = 60, 52, 5


def year() -> Problem:
    rng = random.Random(2026)
    return Problem(
        leaders=[Leader(n, n % 12) for n in range(LEADERS)],
        windows=[Window(n, n) for n in range(WINDOWS)],
        places=[(window, week) for window in range(WINDOWS) for week in range(WEEKS)],
        gap=4,
        away=1,
        leaves=[
            Leave(n, frozenset({w, w + 1}), n) for n in range(LEADERS) for w in [rng.randrange(WEEKS - 1)]
        ],
        bans=frozenset((n, rng.randrange(WINDOWS)) for n in range(0, LEADERS, 4)),
    )


def main() -> None:
    problem = year()
    began = time.perf_counter()
    first = solve(problem)
    planned = time.perf_counter() - began
    assert first.plan is not None and not list(faults(problem, first.plan))

    away = [*problem.leaves, Leave(7, frozenset(range(20, 40)), 99)]
    fixed = {place: who for place, who in first.plan.items() if place[1] < 15}
    began = time.perf_counter()
    again = solve(replace(problem, leaves=away, fixed=fixed, kept=first.plan))
    replanned = time.perf_counter() - began
    assert again.plan is not None

    everybody = [Leave(n, frozenset({10}), n) for n in range(LEADERS - 3)]
    began = time.perf_counter()
    stuck = solve(replace(problem, leaves=everybody))
    named = time.perf_counter() - began
    assert stuck.plan is None and len(stuck.unfilled) == 2
    for name, seconds in (("plan", planned), ("re_plan", replanned), ("name_the_obstacle", named)):
        print(json.dumps({"name": f"roster_{name}", "value": round(seconds, 2), "unit": "s"}))


if __name__ == "__main__":
    main()
