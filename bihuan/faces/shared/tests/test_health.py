"""Every machine says whether it lives and can work."""

from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.test import Client

from bihuan.faces.shared.views import health


def test_a_machine_lives_without_its_database(client: Client) -> None:
    # No `db` fixture: a query would fail the test.
    assert client.get("/healthz").json() == {"status": "ok"}


def test_it_can_work_where_the_database_answers(client: Client, db: None) -> None:
    assert client.get("/readyz").json() == {"status": "ok"}


def test_it_says_busy_where_the_database_is_gone(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(health, "connection", SimpleNamespace(cursor=gone))
    answer = client.get("/readyz", headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert answer.headers["Retry-After"]
