"""Findings over a year recomputed from nothing, and after news of some hundred cases. Goal: under a minute for a million parts of cases.

A simulated small city, cloned in bulk (`bihuan clone_cases`); `--cases 700000` makes about a million parts.
"""

import argparse
import json
import os
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
django.setup()

from django.core.management import call_command

from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.supervision.actions import recompute, recompute_since
from bihuan.domain.supervision.models import Finding, Incident
from bihuan.kernel.clock import now
from bihuan.simulation.cloning import clone_cases

NEWS = 500
GOAL_SECONDS = 60


def tell(name: str, value: float, unit: str, baseline: float) -> None:
    line = {"name": name, "value": round(value, 2), "unit": unit, "baseline": round(baseline, 2)}
    print(json.dumps(line | {"ratio": round(value / baseline, 3) if baseline else 0}), flush=True)


def measure() -> None:
    at = now()
    since = at - timedelta(days=365 * 4)
    Finding.objects.all().delete()
    Incident.objects.all().delete()
    began = time.perf_counter()
    recompute_since(since=since, at=at)
    whole = time.perf_counter() - began
    tell(f"findings_of_{Leg.objects.count()}_parts", whole, "s", GOAL_SECONDS)
    tell("incidents_found", Incident.objects.count(), "rows", Leg.objects.count())
    ids = list(Case.objects.order_by("-id").values_list("pk", flat=True)[:NEWS])
    began = time.perf_counter()
    recompute(subjects={"case": ids}, at=at)
    tell(f"after_news_of_{NEWS}_cases", time.perf_counter() - began, "s", whole)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=700_000)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    if not Case.objects.exists():
        call_command("simulate", city="small", verbosity=0)
    clone_cases(to=options.cases)
    measure()


if __name__ == "__main__":
    main()
