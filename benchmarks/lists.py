"""What a page of a list costs at ten thousand cases and at ever more: my work, search, the list of the API. Goal: at most 1.5 times.

A simulated small city, cloned in bulk (`bihuan clone_cases`); `--cases 10000 1000000` sets the sizes. Each page is asked for through
Django's handlers, as the city's dispatcher; the median of some rounds. Last, `audit verify` over all that was written.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
os.environ["BIHUAN_API_CALLS_PER_MINUTE"] = "1000000"
django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client

from bihuan.kernel.access import Actor
from bihuan.kernel.access.actions import issue_token
from bihuan.kernel.access.models import Person
from bihuan.kernel.clock import now
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.journal.verify import verify_journal
from bihuan.simulation.cloning import clone_cases

ROUNDS = 9
SIZES = [int(size) for size in os.environ.get("BIHUAN_BENCH_CASES", "10000 100000").split()]
PAGES = {
    "my_work": "/work/",
    "search_page": "/work/cases/",
    "search_page_words": "/work/cases/?q=小区",
    "api_list": "/api/v1/cases",
    "api_list_of_a_state": "/api/v1/cases?state=dispatched",
    "api_list_of_words": "/api/v1/cases?q=小区",
    "api_list_of_two_words": "/api/v1/cases?q=塔桥 材店",
    "api_list_of_a_number": "/api/v1/cases?q=2026000123",
}


def clients(username: str) -> Callable[[str], Any]:
    person = Person.objects.get(username=username)
    _, secret = issue_token(
        label="bench",
        scopes=["*"],
        post_id=None,
        person_id=person.pk,
        days=1,
        by=Actor.calendar("bench"),
        at=now(),
    )
    api = Client(headers={"Authorization": f"Bearer {secret}", "Host": "127.0.0.1"})
    page = Client(headers={"Host": "127.0.0.1"})
    page.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return lambda path: (api if path.startswith("/api/") else page).get(path)


def milliseconds(ask: Callable[[str], Any], path: str) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        answer = ask(path)
        taken.append(time.perf_counter() - began)
        if answer.status_code != 200:
            sys.exit(f"{path}: {answer.status_code} {answer.get('Location', '')} {answer.content[:300]!r}")
    return sorted(taken)[ROUNDS // 2] * 1000


def tell(name: str, value: float, unit: str, baseline: float) -> None:
    line = {"name": name, "value": round(value, 2), "unit": unit, "baseline": round(baseline, 2)}
    print(json.dumps(line | {"ratio": round(value / baseline, 2)}), flush=True)


def verified() -> None:
    entries = Entry.objects.count()
    began = time.perf_counter()
    if faults := verify_journal().faults:
        sys.exit(f"the journal does not hold: {faults[0]}")
    tell("audit_verify", entries / (time.perf_counter() - began), "entries/s", 100_000)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, nargs="+", default=SIZES)
    sizes = parser.parse_args().cases
    if not Person.objects.exists():  # else a city that was simulated before is measured
        with redirect_stdout(sys.stderr):
            call_command("simulate", city="small", seed=1)
    baseline: dict[str, float] = {}
    ask = clients("zhaomin")
    for size in sizes:
        began = time.perf_counter()
        made = clone_cases(to=size)
        tell(f"clone_cases_to_{size}", made / (time.perf_counter() - began), "cases/s", 5_000)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        for name, path in PAGES.items():
            value = milliseconds(ask, path)
            tell(f"{name}_{size}", value, "ms", baseline.setdefault(name, value))
    verified()


if __name__ == "__main__":
    main()
