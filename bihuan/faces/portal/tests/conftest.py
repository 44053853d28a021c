"""A visitor's browser, and a report as they fill it in."""

from typing import Any

import pytest
from django.test import Client

from bihuan.domain.cases.models import Case
from bihuan.faces.portal.guards import started_now
from bihuan.kernel.submissions import receipt_secret
from bihuan.testing.cases import Loop
from bihuan.testing.city import City


class Visitor:
    """Somebody on the portal, without an account."""

    def __init__(self, clock: Any) -> None:
        self.client = Client()
        self.clock = clock

    def fields(self, **said: Any) -> dict[str, Any]:
        shown = started_now(self.clock.at)
        self.clock.advance(seconds=30)
        return {
            "submission_key": "k" * 32,
            "started": shown,
            "content": "小区门口的井盖破了，晚上有人摔倒。",
            "request_type": "REQUEST",
            "identity": "NAMED",
            "phone": "13800001234",
            "name": "孙某某",
            "wants_sms": "on",
            **said,
        }

    def report(self, **said: Any) -> Any:
        return self.client.post("/report/", self.fields(**said))

    def open(self, case: Case) -> Any:
        sent = {"number": case.number, "secret": receipt_secret(str(case.number))}
        return self.client.post("/track/", sent)

    def see(self, case: Case) -> str:
        return str(self.client.get(f"/track/{case.number}/").content.decode())


@pytest.fixture
def visitor(clock: Any, db: None) -> Visitor:
    return Visitor(clock)


@pytest.fixture
def loop(city: City) -> Loop:
    return Loop(city)
