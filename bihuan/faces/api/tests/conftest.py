from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from bihuan.kernel.access import Actor
from bihuan.kernel.access.actions import issue_token
from bihuan.testing.cases import Loop
from bihuan.testing.city import MONDAY_MORNING

ALL = ("cases:read", "cases:write", "cases:act")


@pytest.fixture
def loop(city) -> Loop:
    return Loop(city)


@pytest.fixture
def calls(city) -> Callable[..., Client]:
    """`calls("zhao_min")` is a client with a token of that member of the cast."""

    def client(name: str, *scopes: str, person: bool = True) -> Client:
        _, secret = issue_token(
            label=name,
            scopes=scopes or ALL,
            post_id=city.posts[name].pk,
            person_id=city.people[name].pk if person else None,
            days=30,
            by=Actor.calendar("test"),
            at=MONDAY_MORNING,
        )
        return Client(headers={"Authorization": f"Bearer {secret}"})

    return client


@pytest.fixture
def report() -> dict[str, Any]:
    return {
        "title": "围挡占道",
        "content": "小区外施工围挡占了半边路。",
        "request_type": "COMPLAINT",
        "channel": "PHONE",
        "reporter": {"name": "孙某某", "phone": "13800001234", "identity": "NAMED"},
    }
