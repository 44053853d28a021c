import pytest

from bihuan.kernel.journal import place
from bihuan.kernel.journal.models import ReaderMark
from bihuan.kernel.journal.readers import read_new, skip_to_end


def seqs(entries):
    return [(e.subject_id, e.seq) for e in entries]


def test_a_reader_sees_each_entry_once(write):
    write(1), write(2)
    with read_new("r") as entries:
        assert seqs(entries) == [(1, 1), (2, 1)]
    write(1)
    with read_new("r") as entries:
        assert seqs(entries) == [(1, 2)]
    with read_new("r") as entries:
        assert entries == []


def test_readers_do_not_disturb_each_other(write):
    write(1)
    for name in ("a", "b"):
        with read_new(name) as entries:
            assert len(entries) == 1


def test_where_the_reader_fails_the_same_entries_come_again(write):
    write(1)
    with pytest.raises(ZeroDivisionError), read_new("r"):
        raise ZeroDivisionError
    with read_new("r") as entries:
        assert len(entries) == 1


def test_it_reads_in_portions_and_skips_what_it_did_not_ask_for(write):
    for n in range(5):
        write(n, "thing.undone" if n % 2 else "thing.done")
    with read_new("r", events={"thing.undone"}, limit=1) as entries:
        assert seqs(entries) == [(1, 1)]
    with read_new("r", events={"thing.undone"}, limit=10) as entries:
        assert seqs(entries) == [(3, 1)]
    assert ReaderMark.objects.get().position == place() == 5


def test_a_reader_that_does_not_care_for_the_past_begins_at_the_end(write):
    write(1)
    skip_to_end("r")
    write(2)
    with read_new("r") as entries:
        assert seqs(entries) == [(2, 1)]
