"""Sittings and their kin by the API: the same gate, the same `may`, once."""

import pytest

from bihuan.domain.walkthroughs import actions
from bihuan.testing.city import MONDAY_MORNING

SCOPES = ("walkthroughs:read", "walkthroughs:act")


@pytest.fixture
def sitting(city):
    return actions.start_sitting(
        by=city.actor("director_chen"), at=MONDAY_MORNING, window=city.housing_window
    )


def test_a_list_and_one_with_its_verbs(calls, sitting):
    client = calls("director_chen", *SCOPES)
    listed = client.get("/api/v1/sittings").json()
    assert [row["number"] for row in listed["items"]] == [sitting.number]
    one = client.get(f"/api/v1/sittings/{sitting.number}")
    assert one["ETag"] == f'"{sitting.version}"'
    assert {"receive", "raise_case", "end"} <= {link["rel"] for link in one.json()["links"]}
    assert "judge" not in {link["rel"] for link in one.json()["links"]}


def test_what_one_may_not_see_or_do(calls, sitting):
    assert calls("sun", *SCOPES).get(f"/api/v1/sittings/{sitting.number}").status_code == 404
    assert calls("director_chen", "cases:read").get("/api/v1/sittings").status_code == 403
    refused = calls("ma_li", *SCOPES).post(
        f"/api/v1/sittings/{sitting.number}/receive",
        {"handled": 1},
        content_type="application/json",
        headers={"If-Match": f'"{sitting.version}"'},
    )
    assert (refused.status_code, refused.json()["code"]) == (403, "not_yours")


def test_a_verb_is_done_once(calls, sitting):
    client = calls("director_chen", *SCOPES)
    sent = {
        "data": {"handled": 2, "advised": 1, "people": 3},
        "content_type": "application/json",
        "headers": {"If-Match": f'"{sitting.version}"', "Idempotency-Key": "k1"},
    }
    url = f"/api/v1/sittings/{sitting.number}/receive"
    first, again = client.post(url, **sent), client.post(url, **sent)
    assert first.status_code == again.status_code == 200
    assert first.json()["version"] == again.json()["version"] == sitting.version + 1
    assert sitting.received.count() == 2
    stale = client.post(url, sent["data"], content_type="application/json", headers={"If-Match": '"1"'})
    assert stale.status_code == 412
