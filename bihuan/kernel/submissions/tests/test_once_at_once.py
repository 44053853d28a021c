"""Twins, deadlocks and locks: only `once` tries again."""

import threading

import pytest
from django.db import OperationalError, connection, transaction

from bihuan.kernel.numbering import draw_number
from bihuan.kernel.numbering.models import Counter
from bihuan.kernel.refusals import Busy
from bihuan.kernel.submissions import actions, fingerprint, once
from bihuan.kernel.submissions.models import Submission
from bihuan.kernel.submissions.tests.test_once import AT, Counting
from bihuan.testing.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks the whole file")


def ask(do, key="k"):
    return once(key=key, actor="person:7", fingerprint=fingerprint(b"{}"), at=AT, do=do)


def number():
    return {"number": draw_number(kind="a", year=26)}


def test_twins_wait_for_each_other_and_get_one_answer():
    assert at_once([lambda: ask(number)] * 6) == [{"number": 1}] * 6
    assert Counter.objects.get().last == 1


def test_where_the_first_twin_is_refused_the_second_does_it():
    entered = threading.Event()

    def fail():
        entered.set()
        raise ZeroDivisionError

    def first():
        with pytest.raises(ZeroDivisionError):
            ask(fail)

    def second():
        assert entered.wait(10)
        return ask(number)

    assert at_once([first, second])[1] == {"number": 1}


@only_postgresql
@pytest.mark.postgresql
def test_a_deadlock_is_tried_again_and_both_are_done():
    Counter.objects.create(kind="a", year=26), Counter.objects.create(kind="b", year=26)
    meeting = threading.Barrier(2)

    def crosswise(first, second):
        tries = []

        def do():
            tries.append(1)
            one = draw_number(kind=first, year=26)
            if len(tries) == 1:
                meeting.wait(10)
            return {"numbers": [one, draw_number(kind=second, year=26)]}

        return ask(do, key=first), len(tries)

    (_, tries_a), (_, tries_b) = at_once([lambda: crosswise("a", "b"), lambda: crosswise("b", "a")])
    assert sorted([tries_a, tries_b]) == [1, 2]
    assert [c.last for c in Counter.objects.all()] == [2, 2]


def locked(times):
    """An action that finds the database locked so many times."""
    left = [times]

    def do():
        if left[0]:
            left[0] -= 1
            error = OperationalError("database is locked")
            error.__cause__ = type("LockNotAvailable", (Exception,), {"sqlstate": "55P03"})()
            raise error
        return number()

    return do


@pytest.fixture
def pauses(monkeypatch):
    taken = []
    monkeypatch.setattr(actions, "_pause", taken.append)
    return taken


def test_a_lock_that_passes_is_waited_for(pauses):
    assert ask(locked(3)) == {"number": 1}
    assert pauses == [1, 2, 3]


def test_a_lock_that_does_not_pass_ends_in_busy_and_leaves_nothing(pauses):
    with pytest.raises(Busy) as refusal:
        ask(locked(4))
    assert (refusal.value.status, Submission.objects.count()) == (503, 0)


def test_another_error_of_the_database_is_not_tried_again(pauses):
    def gone():
        raise OperationalError("the disk is full")

    with pytest.raises(OperationalError, match="disk"):
        ask(gone)
    assert pauses == []


def test_it_is_the_outermost_transaction():
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        ask(Counting())
