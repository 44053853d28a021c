"""A long list is walked by its cursor, forth and back; seals are there for anybody."""

import pytest

from bihuan.kernel.clock import now
from bihuan.kernel.journal.keys import new_key
from bihuan.kernel.journal.seals import seal_journal

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_cursor_walks_every_case_once_and_back(calls, loop):
    made = [loop.register().number for _ in range(5)]
    client = calls("zhao_min")
    first = client.get("/api/v1/cases?limit=2").json()
    second = client.get("/api/v1/cases", {"limit": 2, "cursor": first["next"]}).json()
    third = client.get("/api/v1/cases", {"limit": 2, "cursor": second["next"]}).json()
    walked = [row["number"] for page in (first, second, third) for row in page["items"]]
    assert walked == made[::-1]
    assert third["next"] == ""
    assert (
        client.get("/api/v1/cases", {"limit": 2, "cursor": third["previous"]}).json()["items"]
        == second["items"]
    )


def test_filters_take_small_letters(calls, loop):
    loop.register()
    assert len(calls("zhao_min").get("/api/v1/cases?state=registered&open=true").json()["items"]) == 1


def test_seals_are_published_to_whoever_asks(client, loop, settings, tmp_path):
    settings.SEAL_KEY_FILE = tmp_path / "seal.pem"
    new_key(settings.SEAL_KEY_FILE)
    loop.register()
    seal_journal(at=now())
    (seal,) = client.get("/api/v1/seals").json()
    assert seal["size"] >= 1
    assert client.get(f"/api/v1/seals?after={seal['size']}").json() == []
