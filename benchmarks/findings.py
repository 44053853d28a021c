"""Findings over all years recomputed from nothing, and after news of some hundred cases.

A simulated small city, cloned in bulk (`bihuan clone_cases`); `--cases 700000` makes about a million parts. The baseline is measured in
the same run: a sample of all cases is asked one by one, from the same world, without writing anything or weighing any ground; what that
costs per part is extrapolated to all parts. It is the least that a walk case by case would cost, and it must find the very same
incidents, or the benchmark fails.
"""

import argparse
import json
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
django.setup()

from django.core.management import call_command

from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.supervision.actions import recompute, recompute_since
from bihuan.domain.supervision.models import Finding, Incident
from bihuan.domain.supervision.queries.gather import incidents_of
from bihuan.domain.supervision.queries.gather.world import World
from bihuan.domain.supervision.queries.incidents import facts_by_id
from bihuan.kernel.clock import now
from bihuan.simulation.cloning import clone_cases

NEWS = (50, 500)
YEARS = 5


@dataclass(frozen=True)
class Took:
    """Seconds on the clock, and of this process; the database's own are in the first only."""

    clock: float
    processor: float

    def times(self, factor: float) -> "Took":
        return Took(self.clock * factor, self.processor * factor)


def took(what: Callable[[], Any]) -> Took:
    clock, processor = time.perf_counter(), time.process_time()
    what()
    return Took(time.perf_counter() - clock, time.process_time() - processor)


def tell(name: str, value: Took, baseline: Took, baseline_is: str) -> None:
    for unit, of, against in (
        ("s", value.clock, baseline.clock),
        ("s processor", value.processor, baseline.processor),
    ):
        line = {"name": name, "value": round(of, 2), "unit": unit, "baseline": round(against, 2)}
        line |= {"ratio": round(of / against, 4) if against else 0, "baseline_is": baseline_is}
        print(json.dumps(line), flush=True)


def measure(sample: int) -> None:
    at = now()
    parts = Leg.objects.count()
    forget()
    whole = took(lambda: recompute_since(since=at - timedelta(days=365 * YEARS), at=at))
    ids = random.Random(1).sample(list(Case.objects.values_list("pk", flat=True)), max(sample, *NEWS))
    one_by_one = took(lambda: ask_one_by_one(ids[:sample], at))
    share = parts / Leg.objects.filter(case__in=ids[:sample]).count()
    found = f"{Incident.objects.count()} incidents, {Finding.objects.count()} findings"
    tell(
        f"findings_of_{parts}_parts",
        whole,
        one_by_one.times(share),
        f"case by case, nothing written, extrapolated from {sample} cases; {found}",
    )
    few, many = (took_by_news(ids[:news], at) for news in NEWS)
    tell(
        f"after_news_of_{NEWS[1]}_cases",
        many,
        few.times(NEWS[1] / NEWS[0]),
        f"{NEWS[1] // NEWS[0]} times news of {NEWS[0]}",
    )


def forget() -> None:
    Finding.objects.all().delete()
    Incident.objects.all().delete()


def ask_one_by_one(ids: list[int], at: datetime) -> None:
    """One case at a time; what it finds is what the whole run wrote."""
    world = World(at)
    found = {key: one for pk in ids for key, one in incidents_of(world, "case", [pk]).items()}
    written = facts_by_id(Incident.objects.filter(subject_kind="case", subject_id__in=ids))
    if found != {one.key: one for _, one in written}:
        raise SystemExit("Case by case finds something else than all at once.")


def took_by_news(ids: list[int], at: datetime) -> Took:
    """Cases of which nothing is known yet: their incidents are written, the findings of their offices and years made again."""
    Incident.objects.filter(subject_kind="case", subject_id__in=ids).delete()
    return took(lambda: recompute(subjects={"case": ids}, at=at))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=700_000)
    parser.add_argument("--sample", type=int, default=NEWS[1])
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    if not Case.objects.exists():
        call_command("simulate", city="small", verbosity=0)
    clone_cases(to=options.cases)
    measure(options.sample)


if __name__ == "__main__":
    main()
