"""Findings over a year of a million parts recomputed from nothing, and after news of some hundred cases.

The large city of `apparatus.city`: `--cases 750000` makes about a million parts, with the share of late ones that its lived cases have, which
is told. The baseline is measured in the same run: a sample of all cases is asked one by one, from the same world, without writing
anything or weighing any ground; what that costs per part is extrapolated to all parts. It is the least that a walk case by case would
cost, and it must find the very same incidents, or the benchmark fails.
"""

import argparse
import json
import os
import random
from datetime import datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
django.setup()

from apparatus.city import grow
from apparatus.took import Took, tell, took
from django.db.models import Count

from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.supervision.actions import recompute, recompute_since
from bihuan.domain.supervision.choices import LATENESS
from bihuan.domain.supervision.models import Finding, Incident
from bihuan.domain.supervision.queries.gather import incidents_of
from bihuan.domain.supervision.queries.gather.world import World
from bihuan.domain.supervision.queries.incidents import facts_by_id
from bihuan.kernel.clock import now

NEWS = (50, 500)
SINCE = timedelta(days=3 * 365)  # everything that the large city has
CASES = max(int(size) for size in os.environ.get("BIHUAN_BENCH_CASES", "10000").split())


def measure(sample: int) -> None:
    at = now()
    parts = Leg.objects.count()
    forget()
    whole = took(lambda: recompute_since(since=at - SINCE, at=at))
    late = Incident.objects.filter(kind__in=LATENESS, item__startswith="leg:").aggregate(
        parts=Count("item", distinct=True)
    )["parts"]
    told("late_parts", 100 * late / parts, f"% of {parts}")
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
    tell(
        "findings_to_a_minute_a_million",
        whole.times(1_000_000 / parts),
        Took(60, 60),
        "a minute for a million parts",
    )
    few, many = (took_by_news(ids[:news], at) for news in NEWS)
    tell(
        f"after_news_of_{NEWS[1]}_cases",
        many,
        few.times(NEWS[1] / NEWS[0]),
        f"{NEWS[1] // NEWS[0]} times news of {NEWS[0]}",
    )


def told(name: str, value: float, unit: str) -> None:
    print(json.dumps({"name": name, "value": round(value, 2), "unit": unit}), flush=True)


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
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--sample", type=int, default=NEWS[1])
    options = parser.parse_args()
    grow(to=options.cases)
    measure(options.sample)


if __name__ == "__main__":
    main()
