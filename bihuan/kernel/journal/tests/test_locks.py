import pytest

from bihuan.kernel.journal import Subject, locks
from bihuan.kernel.journal.locks import UnknownSubject, lock_subject, register_subject_lock


@pytest.fixture(autouse=True)
def no_locks(monkeypatch):
    monkeypatch.setattr(locks, "_LOCKS", {})


def test_the_room_of_the_subject_locks_it():
    held = []
    register_subject_lock("case", held.append)
    lock_subject(Subject("case", 31))
    assert held == [31]


def test_a_kind_that_nobody_registered_is_a_slip():
    with pytest.raises(UnknownSubject, match="case"):
        lock_subject(Subject("case", 31))


def test_a_kind_has_one_lock():
    register_subject_lock("case", print)
    register_subject_lock("case", print)
    with pytest.raises(ValueError, match="twice"):
        register_subject_lock("case", repr)
