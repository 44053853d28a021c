"""A token that calls too often is asked to wait; others are not."""

import pytest

from bihuan.faces.api.rates import forget_permits

pytestmark = pytest.mark.django_db(transaction=True)


def test_too_many_calls_of_one_token_are_asked_to_wait(calls, settings, time_machine):
    time_machine.move_to("2026-03-02T01:00:00Z", tick=False)
    settings.API_CALLS_PER_MINUTE = 50
    forget_permits()
    busy, calm = calls("liu_yang"), calls("zhao_min")
    statuses = [busy.get("/api/v1/cases").status_code for _ in range(51)]
    assert set(statuses[:50]) == {200}
    assert statuses[50] == 429
    assert int(busy.get("/api/v1/cases")["Retry-After"]) <= 60
    assert calm.get("/api/v1/cases").status_code == 200
    time_machine.move_to("2026-03-02T01:01:00Z", tick=False)
    assert busy.get("/api/v1/cases").status_code == 200
