"""Sittings and their kin by the API: the same gate, the same `may`, once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.models import HandlingLog
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


def test_a_sitting_a_walk_and_a_roster_begin_here(calls, city, item):
    client = calls("director_chen", *SCOPES)
    begun = client.post(
        "/api/v1/sittings", {"window": city.housing_window.code}, content_type="application/json"
    )
    assert begun.status_code == 201 and begun.json()["state"] == "OPEN"
    assert {"receive", "end"} <= {link["rel"] for link in begun.json()["links"]}
    walk = client.post("/api/v1/walks", {"item": item.task_code}, content_type="application/json")
    assert walk.status_code == 201 and walk.json()["state"] == "OPEN"
    sent = {"unit": city.housing.code, "title": "坐窗口", "from_on": "2026-11-09", "weeks": 4}
    refused = calls("wang_fang", *SCOPES).post("/api/v1/rosters", sent, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_your_unit")
    roster = calls("ma_li", *SCOPES).post("/api/v1/rosters", sent, content_type="application/json")
    assert roster.status_code == 201 and roster.json()["state"] == "DRAFT"


CSV = "办件编号,环节,开始时间,结束时间\nA1,受理,2026-10-12 09:00,2026-10-12 09:10\nA1,决定,2026-10-13 09:00,2026-10-13 09:05\n"


def log_file(text=CSV):
    return SimpleUploadedFile("log.csv", text.encode(), content_type="text/csv")


def test_a_handling_log_is_brought_in_once(calls, city, item):
    client = calls("ma_li", *SCOPES)
    sent = {"title": "施工许可", "unit": city.housing.code, "item": item.task_code}
    key = {"Idempotency-Key": "log-1"}
    made = client.post("/api/v1/handling-logs", sent | {"file": log_file()}, headers=key)
    assert made.status_code == 201, made.content
    said = made.json()
    assert (said["handlings"], said["events"], said["refused"], said["examples"]) == (1, 2, 0, [])
    assert {"self", "remove"} <= {link["rel"] for link in said["links"]}
    again = client.post("/api/v1/handling-logs", sent | {"file": log_file()}, headers=key)
    assert again.json()["number"] == said["number"] and HandlingLog.objects.count() == 1
    other = client.post(
        "/api/v1/handling-logs", sent | {"file": log_file(CSV + "A2,受理,x,y\n")}, headers=key
    )
    assert other.status_code == 422


def test_a_log_that_does_not_hold_is_refused_with_what_to_do(calls, city, monkeypatch):
    sent = {"title": "施工许可", "unit": city.housing.code}
    client = calls("ma_li", *SCOPES)
    bad = client.post("/api/v1/handling-logs", sent | {"file": log_file("甲,乙\n1,2\n")})
    assert bad.status_code == 422 and bad.json()["fields"]["file"].startswith("缺少列")
    other = calls("deng_bo", *SCOPES).post("/api/v1/handling-logs", sent | {"file": log_file()})
    assert other.status_code in (403, 404)
    monkeypatch.setattr("bihuan.domain.walkthroughs.queries.limits.log_megabytes", lambda at: 0)
    large = client.post("/api/v1/handling-logs", sent | {"file": log_file()})
    assert large.status_code == 422 and "import_log" in large.json()["fields"]["file"]
    assert not HandlingLog.objects.exists()
