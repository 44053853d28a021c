"""What the deadline job reads costs what is due, not what is open: the same 200 due duties among ever more open ones.

Runs on the database of `BIHUAN_DATABASE_URL` (migrated), inside a transaction that is rolled back. One JSON line per size, as a ratio to
the smallest. `--open 10000 1000000` sets the sizes.
"""

import argparse
import json
import os
import time
from datetime import datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
django.setup()

from django.db import connection, transaction

from bihuan.kernel.calendar import CITY_TIME, Limit
from bihuan.kernel.duties.actions import start_duty
from bihuan.kernel.duties.alerts import due_for_alert
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal import Subject
from bihuan.kernel.parameters.editions import one_edition

DUE, ROUNDS = 200, 20
STARTED = datetime(2026, 11, 23, 9, tzinfo=CITY_TIME)
COLUMNS = [field.column for field in Duty._meta.concrete_fields if not field.primary_key]


def owe(kind: str, first: int, count: int, limit: str) -> None:
    with one_edition():
        for n in range(first, first + count):
            start_duty(
                subject=Subject(kind, n),
                verb="complete",
                holder=f"office:{n % 600}",
                started_at=STARTED,
                limit=Limit.parse(limit),
            )


def grow(to: int) -> None:
    """Copy the rows that are not due, again and again, with other subjects."""
    count = Duty.objects.filter(subject_kind="idle").count()
    others = ", ".join(f'"{column}"' for column in COLUMNS if column != "subject_id")
    while count < to:
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO duties_duty (subject_id, {others}) SELECT subject_id + %s, {others}"
                " FROM duties_duty WHERE subject_kind = 'idle' ORDER BY subject_id LIMIT %s",
                [count, to - count],
            )
        count = Duty.objects.filter(subject_kind="idle").count()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def seconds_to_find(at: datetime) -> float:
    """The best of some rounds; what follows per duty found is the same whatever else is open."""
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        found = len(list(due_for_alert(at)))
        seconds.append(time.perf_counter() - began)
        assert found == DUE, found
    return min(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--open", nargs="+", type=int, default=[10_000, 1_000_000])
    sizes = parser.parse_args().open
    with transaction.atomic():
        owe("idle", 0, 1_000, "30 wd")
        owe("due", 0, DUE, "1 wd")
        baseline = 0.0
        for size in sizes:
            grow(size)
            value = seconds_to_find(STARTED + timedelta(days=2))
            baseline = baseline or value
            print(
                json.dumps(
                    {
                        "name": f"due_for_alert_{size}_open",
                        "value": round(value, 4),
                        "unit": f"seconds to find {DUE} due",
                        "baseline": round(baseline, 4),
                        "ratio": round(value / baseline, 2),
                    }
                ),
                flush=True,
            )
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
