"""Tests in which several act at once, each with a connection of their own."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

T = TypeVar("T")
PATIENCE_SECONDS = 60


def at_once(acts: Iterable[Callable[[], T]]) -> list[T]:
    """Run all at the same time and wait; their answers in order, or the first exception. Needs a test that commits for real."""
    acts = list(acts)

    def alone(act: Callable[[], T]) -> T:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(acts)) as threads:
        return [future.result(PATIENCE_SECONDS) for future in [threads.submit(alone, act) for act in acts]]
