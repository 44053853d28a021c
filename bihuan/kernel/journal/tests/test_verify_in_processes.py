"""Several processes come to the verdict of one; what is committed is seen by all of them."""

import pytest

from bihuan.kernel.journal.append_only import install_append_only
from bihuan.kernel.journal.tests.test_audit_verify import THING_3, entry, write_journal
from bihuan.kernel.journal.verify import verify_journal
from bihuan.kernel.notes.witness import altered_notes

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def journal(seal_key):
    yield write_journal()
    install_append_only()


def by(processes):
    return verify_journal(processes=processes, witnesses=[altered_notes])


def test_of_a_journal_that_holds(journal, monkeypatch):
    alone = by(1)
    assert alone.holds
    monkeypatch.setattr("bihuan.kernel.journal.verify.Walk", None)  # nobody walks it again
    assert by(2) == alone


def test_of_a_journal_that_was_tampered_with_in_the_others_share(journal):
    entry(10).update(face="api")
    together = by(2)
    assert together == by(1)
    assert [fault.subject for fault in together.faults] == [THING_3]
