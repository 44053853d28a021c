"""The large city that several benchmarks measure: a simulated small one, and clones of its cases that have ended and of which
nobody owes anything any more.

What is open stays what the small city has, as in a city that has worked for years: nobody owes ten thousand things today. In one clone
of ten a clock ran out, twice as many as the page's cities leave unsolved; the small city itself is far worse, so that its queues are
filled. All clones lie within two years.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout

from django.core.management import call_command
from django.db import connection

from bihuan.domain.cases.choices.states import ENDED
from bihuan.domain.cases.models import Case
from bihuan.kernel.access.models import Person
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.perdatabase import PerDatabase
from bihuan.simulation.cloning import clone_cases

WEEKS = 26
LATE = 0.1


def grow(*, to: int) -> int:
    """Clone up to so many cases, whatever is there; how many were made."""
    if not Person.objects.exists():
        with redirect_stdout(sys.stderr):
            call_command("simulate", city="small", seed=1)
    owing = Duty.objects.filter(subject_kind="case", done_at=None).values("subject_id")
    ended = Case.objects.filter(state__in=ENDED).exclude(pk__in=owing)
    made = clone_cases(
        to=to, like=ended, weeks=WEEKS, late=LATE, say=lambda line: print(line, file=sys.stderr)
    )
    if made:
        settle()
    return made


def settle() -> None:
    """As autovacuum leaves it after a while; it may be at work here, and is waited for."""
    with connection.cursor() as cursor:
        for statement in SETTLING.here:
            cursor.execute(statement)


SETTLING = PerDatabase(
    postgresql=(
        "SET statement_timeout = 0",
        "SET lock_timeout = 0",
        "VACUUM (ANALYZE)",
        "RESET lock_timeout",
        "RESET statement_timeout",
    ),
    sqlite=("ANALYZE",),
)


def small_copy(size: int) -> str:
    """The city as it stands, in a database of its own that does not grow; its name. One that was made before is kept."""
    _leave()
    connection.creation.clone_test_db(suffix=str(size), verbosity=0, keepdb=True)
    name: str = connection.creation.get_test_db_clone_settings(str(size))["NAME"]
    return name


@contextmanager
def in_database(name: str) -> Iterator[None]:
    """What is asked meanwhile is asked of another database of the same server."""
    own = connection.settings_dict["NAME"]
    _turn_to(name)
    try:
        yield
    finally:
        _turn_to(own)


def _leave() -> None:
    """No connection stays behind, in a pool neither: a database is copied only when nobody is in it."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()


def _turn_to(name: str) -> None:
    _leave()
    connection.settings_dict["NAME"] = name
