"""`bihuan serve` looks at the database before it opens the door."""

from io import StringIO

import pytest
from django.core.management.base import SystemCheckError
from django.db import OperationalError

from bihuan.faces.shared.management.commands import serve
from bihuan.kernel.journal import checks


@pytest.fixture
def command(db: None, monkeypatch: pytest.MonkeyPatch) -> serve.Command:
    monkeypatch.setattr(serve, "leave_connections", lambda: None)  # the test's own is still needed
    return serve.Command(stderr=StringIO())


def test_a_sound_database_is_served(command: serve.Command) -> None:
    command.refuse_unsound_database()


def test_one_whose_journal_is_not_guarded_is_not(
    command: serve.Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "unguarded_tables", lambda: ["journal_entry"])
    with pytest.raises(SystemCheckError, match="journal_entry"):
        command.refuse_unsound_database()


def test_one_that_is_gone_is_waited_for(command: serve.Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> list[str]:
        raise OperationalError("connection refused")

    monkeypatch.setattr(checks, "unguarded_tables", gone)
    command.refuse_unsound_database()
    assert "等它回来" in command.stderr.getvalue()
