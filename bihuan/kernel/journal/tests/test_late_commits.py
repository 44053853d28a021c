"""Readers never miss an entry, however late its transaction commits."""

import random
import threading
import time

import pytest
from django.db import connection, transaction

from bihuan.kernel.journal import Subject, place, record
from bihuan.kernel.journal.models import Entry, Position
from bihuan.kernel.journal.readers import read_new
from bihuan.kernel.journal.tests.conftest import AT, LI_QIANG
from bihuan.kernel.journal.verify import verify_journal
from bihuan.testing.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, EACH, READERS = 6, 25, 2


def write(subject, **data):
    return record(subject=Subject("thing", subject), event="thing.done", by=LI_QIANG, at=AT, data=data).pk


class RolledBack(Exception):
    pass


def write_some(writer):
    """Commits three of four entries after a random while, rolls the fourth back; the ids that were committed."""
    dice, committed = random.Random(writer), []
    for n in range(EACH):
        try:
            with transaction.atomic():
                pk = write(writer, n=n)
                time.sleep(dice.random() * 0.01)
                if n % 4 == 3:
                    raise RolledBack
        except RolledBack:
            continue
        committed.append(pk)
    return committed


def test_concurrent_readers_see_every_committed_entry_exactly_once_and_no_other():
    done = threading.Event()

    def all_writers():
        try:
            return [pk for pks in at_once(lambda w=w: write_some(w) for w in range(WRITERS)) for pk in pks]
        finally:
            done.set()

    def reader():
        seen, dice = [], random.Random(99)
        while True:
            last_round = done.is_set()
            try:
                with read_new("r", limit=7) as entries:
                    if dice.random() < 0.2:
                        raise RolledBack  # the reader fails too: mark and work are rolled back together
                    seen_now = [entry.pk for entry in entries]
            except RolledBack:
                continue
            seen += seen_now
            time.sleep(0.002)
            if last_round and not seen_now:
                return seen

    committed, *seen = at_once([all_writers, *[reader] * READERS])
    assert sorted(pk for one in seen for pk in one) == sorted(committed)
    assert sorted(committed) == sorted(Entry.objects.values_list("pk", flat=True))
    assert list(Position.objects.order_by("position").values_list("position", flat=True)) == [
        *range(1, len(committed) + 1)
    ]
    assert verify_journal().faults == []


@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_what_began_first_and_commits_last_is_read_last_but_read():
    began, others_read = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            pk = write(1)
            began.set()
            assert others_read.wait(20)
        return pk

    def quick_and_reader():
        assert began.wait(20)
        with transaction.atomic():
            quick = write(2)
        with read_new("r") as entries:
            first = [entry.pk for entry in entries]
        others_read.set()
        return quick, first

    late, (quick, first) = at_once([slow, quick_and_reader])
    assert late < quick
    assert first == [quick]
    with read_new("r") as entries:
        assert [(entry.pk, entry.position) for entry in entries] == [(late, 2)]


def test_several_place_at_once_and_no_position_is_given_twice_or_left_out():
    for n in range(40):
        with transaction.atomic():
            write(n)
    at_once([place] * 4)
    assert sorted(Position.objects.values_list("position", flat=True)) == [*range(1, 41)]


def test_entries_of_a_subject_keep_their_order():
    """The subject's lock is the row of its first writer here: all of them write to one chain."""

    def one(n):
        for _ in range(20):
            try:
                with transaction.atomic():
                    return write(1, n=n)
            except Exception:  # the unique (subject, seq) refuses whoever did not hold the lock
                time.sleep(random.random() * 0.02)
        raise AssertionError("never got in")

    at_once([*[lambda n=n: one(n) for n in range(8)], place, place])
    place()
    placed = Entry.objects.order_by("placed__position").values_list("seq", flat=True)
    assert list(placed) == [*range(1, 9)]
    assert verify_journal().faults == []
