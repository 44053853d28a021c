"""Several processes at once, for what is read and calculated from millions of rows. Each has its own connection to the same database and
sees what is committed, nothing of the caller's transaction."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def at_most(count: int, each: int) -> int:
    """How many processes are worth it for so many rows: a new one is up after a second or two, and is given no less than `each`."""
    return max(1, min(os.cpu_count() or 1, count // each))


def side_by_side(work: Callable[[T], R], shares: Sequence[T]) -> list[R]:
    """What the work gives for each share, in their order: the first here, every other in a process of its own.

    Work, shares and results are pickled, so the work is a function of a module. Processes are started anew, never forked: a copy would
    speak on our connections.
    """
    from django.db import connection

    first, *others = shares
    if not others:
        return [work(first)]
    with ProcessPoolExecutor(
        len(others), get_context("spawn"), _set_up, (str(connection.settings_dict["NAME"]),)
    ) as pool:
        asked = [pool.submit(work, share) for share in others]
        return [work(first), *(one.result() for one in asked)]


def _set_up(database: str) -> None:
    """The program as in the caller's process, on the caller's database: a test's or a benchmark's is none of the settings."""
    import django
    from django.db import connection

    django.setup()
    connection.settings_dict["NAME"] = database
