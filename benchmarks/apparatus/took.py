"""How long something took: on the clock, which everybody else on the machine lengthens, and in processor time, which they hardly do."""

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection


@dataclass(frozen=True)
class Took:
    """Seconds on the clock, and of processors: this process with those that it started and that have ended, and the database's (where
    `/proc` tells, on Linux)."""

    clock: float
    processor: float

    def times(self, factor: float) -> "Took":
        return Took(self.clock * factor, self.processor * factor)


def took(what: Callable[[], Any]) -> Took:
    clock, processor = time.perf_counter(), processor_seconds()
    what()
    return Took(time.perf_counter() - clock, processor_seconds() - processor)


def processor_seconds() -> float:
    return sum(os.times()[:4]) + database_seconds()


def database_seconds() -> float:
    """What all processes of the PostgreSQL server have used, those included that have ended."""
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    server = _stat(connection.connection.info.backend_pid)[1]
    ticks = sum(_stat(server)[13:15])  # of those that have ended
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            stat = _stat(int(path.parent.name))
            ticks += sum(stat[11:13]) if server in (stat[1], int(path.parent.name)) else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> list[int]:
    """From the state on, which is no number and told as 0."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return [0, *map(int, fields[1:])]


def tell(name: str, value: Took, baseline: Took, baseline_is: str) -> None:
    """One line for the clock, one for the processors."""
    for unit, of, against in (
        ("s", value.clock, baseline.clock),
        ("s processor", value.processor, baseline.processor),
    ):
        line = {"name": name, "value": round(of, 2), "unit": unit, "baseline": round(against, 2)}
        line |= {"ratio": round(of / against, 4) if against else 0, "baseline_is": baseline_is}
        print(json.dumps(line), flush=True)
