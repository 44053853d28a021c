"""What a page of a list costs at ten thousand cases and at a million: my work, search, the list of the API. Goal: at most 1.5 times.

The large city of `apparatus.city`; `--cases 10000 1000000` sets the sizes. Both are asked by turns, so that whatever else the machine
does meets both: through Django's handlers, as the city's dispatcher. Told are the median of some rounds on the clock, and their mean
in processor time, this process's and the database's. Last, `audit verify` over all that was written, by one process and by as many as there
are processors.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
os.environ["BIHUAN_API_CALLS_PER_MINUTE"] = "1000000"
django.setup()

from apparatus.city import grow, in_database, small_copy
from apparatus.took import Took, processor_seconds, took
from django.db import connection
from django.test import Client

from bihuan.kernel.access import Actor
from bihuan.kernel.access.actions import issue_token
from bihuan.kernel.access.models import Person
from bihuan.kernel.clock import now
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.journal.seals import seal_journal
from bihuan.kernel.journal.verify import verify_journal
from bihuan.kernel.notes.witness import altered_notes

ROUNDS, TURNS = 10, 4
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


def asked(ask: Callable[[str], Any], path: str) -> tuple[list[float], float]:
    """Milliseconds of some rounds on the clock, and of processors in all of them."""
    answer_of(ask, path)  # what a process or a connection reads once
    began, taken = processor_seconds(), []
    for _ in range(ROUNDS):
        at = time.perf_counter()
        answer_of(ask, path)
        taken.append((time.perf_counter() - at) * 1000)
    return taken, (processor_seconds() - began) * 1000


def answer_of(ask: Callable[[str], Any], path: str) -> None:
    answer = ask(path)
    if answer.status_code != 200:
        sys.exit(f"{path}: {answer.status_code} {answer.get('Location', '')} {answer.content[:300]!r}")


def by_turns(asks: Mapping[str, Callable[[str], Any]], path: str) -> list[tuple[float, float]]:
    """For each database: the median on the clock, the mean of processors."""
    clocks: list[list[float]] = [[] for _ in asks]
    processors = [0.0] * len(asks)
    for _ in range(TURNS):
        for place, (database, ask) in enumerate(asks.items()):
            with in_database(database):
                clock, processor = asked(ask, path)
            clocks[place] += clock
            processors[place] += processor
    return [
        (median(clock), processor / TURNS / ROUNDS)
        for clock, processor in zip(clocks, processors, strict=True)
    ]


def tell(name: str, value: float, unit: str, baseline: float) -> None:
    line = {"name": name, "value": round(value, 2), "unit": unit, "baseline": round(baseline, 2)}
    print(json.dumps(line | {"ratio": round(value / baseline, 2)}), flush=True)


def tell_rate(name: str, count: int, spent: Took, baseline: float) -> None:
    """So many a second, on the clock and of processor time."""
    for unit, seconds in (("/s", spent.clock), ("/s of processor time", spent.processor)):
        tell(name, count / seconds, unit, baseline)


def verified(by: str, processes: int | None) -> None:
    """All that the command looks at, notes among it."""
    entries = Entry.objects.count()
    faults: list[Any] = []
    spent = took(lambda: faults.extend(verify_journal(processes=processes, witnesses=[altered_notes]).faults))
    if faults:
        sys.exit(f"the journal does not hold: {faults[0]}")
    tell_rate(f"audit_verify_{entries}_entries_by_{by}", entries, spent, 100_000)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, nargs=2, default=SIZES)
    few, many = parser.parse_args().cases
    grow(to=few)
    asks = {}
    for database in (small_copy(few), connection.settings_dict["NAME"]):
        with in_database(database):
            asks[database] = clients("zhaomin")
    made: list[int] = []
    spent = took(lambda: made.append(grow(to=many)))
    if made[0]:
        tell_rate(f"clone_cases_to_{many}", made[0], spent, 5_000)
    for name, path in PAGES.items():
        small, large = by_turns(asks, path)
        for unit, value, against in zip(("ms", "ms of processor time"), large, small, strict=True):
            tell(f"{name}_{many}_to_{few}", value, unit, against)
    seal_journal(at=now())
    verified("one_process", 1)
    verified("several_processes", None)


if __name__ == "__main__":
    main()
