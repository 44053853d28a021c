"""How many due dates a second, against a loop that steps from day to day. One JSON line per measure; run from the checkout.

Not named `calendar`: a script's folder comes first on the path, and the standard library has a module of that name.
"""

import json
import os
import time
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")

from bihuan.kernel.calendar import CITY_TIME, Calendar, Limit
from bihuan.kernel.calendar.days import lay_out
from bihuan.kernel.calendar.hours import OfficeHours
from bihuan.kernel.calendar.shipped import all_years

MANY, FEW, WORKING_DAYS, MINUTES = 2_000_000, 2_000, 15, 960
ROUNDS = 3


def naive(calendar: Calendar, day: date, n: int) -> date:
    """Steps from day to day and looks each one up."""
    while n:
        day += timedelta(days=1)
        n -= calendar.is_working_day(day)
    return day


def per_second(do: Callable[[], object], count: int) -> float:
    """The best of some rounds."""
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        do()
        seconds.append(time.perf_counter() - began)
    return count / min(seconds)


def main() -> None:
    hours = OfficeHours.parse(["08:30-12:00", "14:30-17:30"])
    calendar = Calendar(lay_out(all_years({}), lambda day: hours))
    random = np.random.default_rng(2026)
    dates = np.datetime64("2005-01-01") + random.integers(0, 8_000, MANY).astype("timedelta64[D]")
    starts = dates.astype("datetime64[s]") + random.integers(0, 86_400, MANY).astype("timedelta64[s]")
    vectors = calendar.vectors
    few = [day.item() for day in dates[:FEW]]
    moments = [start.item().replace(tzinfo=CITY_TIME) for start in starts[:FEW]]
    limit = Limit(WORKING_DAYS, "wd")

    found = vectors.add_working_days(dates[:FEW], WORKING_DAYS)
    assert [day.item() for day in found] == [naive(calendar, day, WORKING_DAYS) for day in few]

    baseline = per_second(lambda: [naive(calendar, day, WORKING_DAYS) for day in few], FEW)
    measures = {
        "add_working_days_vectorised": per_second(
            lambda: vectors.add_working_days(dates, WORKING_DAYS), MANY
        ),
        "due_after_working_days_vectorised": per_second(
            lambda: vectors.due_after_working_days(starts, WORKING_DAYS), MANY
        ),
        "add_working_minutes_vectorised": per_second(
            lambda: vectors.add_working_minutes(starts, MINUTES), MANY
        ),
        "working_minutes_between_vectorised": per_second(
            lambda: vectors.working_minutes_between(starts[: MANY // 2], starts[MANY // 2 :]), MANY // 2
        ),
        "add_working_days": per_second(
            lambda: [calendar.add_working_days(day, WORKING_DAYS) for day in few], FEW
        ),
        "due": per_second(lambda: [calendar.due(moment, limit) for moment in moments], FEW),
    }
    for name, value in measures.items():
        print(
            json.dumps(
                {
                    "name": name,
                    "value": round(value),
                    "unit": "per second",
                    "baseline": round(baseline),
                    "ratio": round(value / baseline, 1),
                }
            )
        )


if __name__ == "__main__":
    main()
