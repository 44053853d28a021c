"""`bihuan serve` looks at the database before it opens the door."""

import socket
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError, SystemCheckError
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


def test_a_taken_port_is_named_with_the_next_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"{port} 端口不能使用.*--port {port + 1}"):
            serve.refuse_taken_port("127.0.0.1", port)


def test_a_face_that_is_none_is_named_beside_those_that_are() -> None:
    with pytest.raises(
        CommandError, match=r"没有这个界面：office。可选：portal、workbench、dashboard、api。"
    ):
        call_command("serve", "--faces", "portal,office")
