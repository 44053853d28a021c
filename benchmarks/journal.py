"""The journal's speed: `python benchmarks/journal.py [ENTRIES]` prints one JSON line {name, value, unit, baseline, ratio} per figure.

It makes a database of its own beside the one of BIHUAN_DATABASE_URL and drops it. A ratio is to a baseline in the same run.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from datetime import UTC, datetime, timedelta

import django
from django.db import connection, transaction

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PER_SUBJECT = 10
ONE_BY_ONE = 500


def main(entries: int) -> None:
    from bihuan.kernel.journal.actions import record_many
    from bihuan.kernel.journal.events import Event, register_events
    from bihuan.kernel.journal.places import place
    from bihuan.kernel.journal.seals import seal_journal
    from bihuan.kernel.journal.verify import verify_journal

    register_events("bench", [Event("bench.done", "做了", "做了一件事")])
    recorded()
    written = list(drafts(entries))

    @transaction.atomic
    def bulk() -> None:
        record_many(written, new_subjects=True)

    bulk_rate = rate(entries, bulk)
    hashes = rate(entries, lambda: [hashlib.sha256(b"x" * 400).hexdigest() for _ in range(entries)])
    told("journal.record_many", bulk_rate, "entries/s", 50_000, "the 50,000/s that are asked for")
    told("journal.place", rate(entries, place), "entries/s", bulk_rate, "record_many")
    told("journal.seal", rate(entries, lambda: seal_journal(at=AT)), "entries/s", bulk_rate, "record_many")
    verify = rate(entries, lambda: holds(verify_journal().faults))
    told("journal.verify", verify, "entries/s", 100_000, "the 100,000/s that are asked for")
    told("journal.verify_to_hashing", verify, "entries/s", hashes, "SHA-256 over 400 bytes, in memory")


def recorded() -> None:
    """One action's entry, durable and within one transaction, beside a plain insert of the same row."""
    from bihuan.kernel.journal.actions import record
    from bihuan.kernel.journal.models import Entry

    def plain(n: int) -> None:
        twin = Entry(
            subject_kind="plain", subject_id=n, seq=1, event="bench.done", at=AT, actor_kind="person"
        )
        twin.text, twin.hash, twin.algorithm = "x" * 400, "0" * 64, "sha256"
        twin.save(force_insert=True)

    def one(n: int) -> None:
        draft = next(drafts(1, first=10_000_000 + n))
        record(subject=draft.subject, event=draft.event, by=draft.by, at=draft.at, data=draft.data)

    def times(act: Callable[[int], None]) -> Callable[[], None]:
        return lambda: [act(n) for n in range(ONE_BY_ONE)] and None

    def figure(
        name: str, block: Callable[[Callable], Callable], each: Callable[[Callable], Callable]
    ) -> None:
        inserts = rate(ONE_BY_ONE, block(times(each(plain))))
        records = rate(ONE_BY_ONE, block(times(each(one))))
        told(name, records, "entries/s", inserts, "plain inserts of one row")
        empty_again()

    figure("journal.record_durable", block=lambda act: act, each=transaction.atomic)
    figure("journal.record_in_one_transaction", block=transaction.atomic, each=lambda act: act)


def empty_again() -> None:
    from bihuan.kernel.journal.append_only import install_append_only, lift_append_only
    from bihuan.kernel.journal.models import Entry, Queued

    lift_append_only()
    Queued.objects.all().delete(), Entry.objects.all().delete()
    install_append_only()


def drafts(count: int, first: int = 0) -> Iterator:
    """Entries as an action writes them: a handful of values and a note."""
    from bihuan.kernel.access import Actor, ActorKind
    from bihuan.kernel.journal.actions import Draft
    from bihuan.kernel.journal.subjects import Subject

    by = Actor(kind=ActorKind.PERSON, face="workbench", person_id=7, post_id=3)
    for n in range(count):
        data = {
            "from": "DISPATCHED",
            "to": "HANDLING",
            "leg": n,
            "due_at": AT,
            "reason": {"note": n, "digest": "0" * 64},
        }
        yield Draft(
            Subject("bench", first + n // PER_SUBJECT), "bench.done", by, AT + timedelta(seconds=n), data
        )


def holds(faults: list) -> None:
    if faults:
        sys.exit(f"The benchmark's journal does not hold: {faults[0]}")


def rate(count: int, act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return count / (time.perf_counter() - began)


def told(name: str, value: float, unit: str, baseline: float, what: str) -> None:
    line = {"name": name, "database": connection.vendor, "value": round(value), "unit": unit}
    print(
        json.dumps(
            {**line, "baseline": round(baseline), "baseline_is": what, "ratio": round(value / baseline, 2)}
        ),
        flush=True,
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
    django.setup()
    original = connection.settings_dict["NAME"]
    with redirect_stdout(sys.stderr):
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
    finally:
        connection.creation.destroy_test_db(original, verbosity=0)
