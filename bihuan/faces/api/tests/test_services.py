"""The catalogue, handlings, ratings and matters for other systems."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bihuan.domain.services import actions
from bihuan.domain.services.choices import RatingLevel
from bihuan.domain.services.models import Rating
from bihuan.domain.services.rules.content import WindowContent
from bihuan.kernel.access import Actor
from bihuan.testing.city import MONDAY_MORNING
from bihuan.testing.permits import PERMIT


@pytest.fixture
def item(city):
    return actions.register_item(
        by=city.actor("ma_li"),
        at=MONDAY_MORNING - timedelta(days=60),
        unit=city.housing,
        task_code="T1",
        catalog_code="C1",
        content=replace(PERMIT, windows=(WindowContent(city.housing_window.code, "工作日"),)),
        from_on=date(2026, 1, 1),
    )


@pytest.fixture
def call(calls, clock):
    """`call("ma_li", "post", "/items/T1/set-step", {...}, seen=1)`."""
    clients = {}

    def do(who, method, path, body=None, seen=None, key=None):
        if who not in clients:
            clients[who] = calls(who, "services:read", "services:write", "services:act")
        headers = {}
        if seen is not None:
            headers["If-Match"] = f'"{seen}"'
        if key:
            headers["Idempotency-Key"] = key
        given = {"headers": headers}
        if method == "post":
            given |= {"data": json.dumps(body or {}), "content_type": "application/json"}
        return getattr(clients[who], method)(f"/api/v1{path}", **given)

    return do


def test_an_item_is_found_in_plain_words_and_read_whole(call, item):
    listed = call("ma_li", "get", "/items?q=盖房").json()
    assert [row["task_code"] for row in listed["items"]] == ["T1"]
    answer = call("ma_li", "get", "/items/T1")
    body = answer.json()
    assert answer["ETag"] == '"1"' and body["faults"] == []
    assert [step["name"] for step in body["content"]["steps"]] == ["受理", "审查", "决定"]
    assert {"set_step", "describe"} <= {link["rel"] for link in body["links"]}


def test_before_its_first_day_it_is_not_there(call, item):
    assert call("ma_li", "get", "/items/T1?on=2025-01-01").status_code == 404


def test_a_verb_by_its_endpoint(call, item):
    answer = call("ma_li", "post", "/items/T1/set-step", {"name": "审查", "days": 1}, seen=1)
    assert answer.status_code == 200 and answer.json()["state"] == "DRAFT"
    body = {"from_on": "2026-12-01", "document": "荆1号"}
    assert call("ma_li", "post", "/items/T1/publish", body, seen=1).status_code == 412
    assert call("ma_li", "post", "/items/T1/publish", body, seen=2).json()["state"] == "PUBLISHED"
    assert call("xu_hui", "post", "/items/T1/stop", body, seen=3).status_code == 403


def test_a_handling_is_taken_once_and_its_link_rates(call, client, item, city):
    body = {"item": "T1", "office": city.housing_window.code, "phone": "13812345678", "external_id": "A1"}
    made = call("wang_fang", "post", "/handlings", body, key="k1")
    assert made.status_code == 201
    assert call("wang_fang", "post", "/handlings", body, key="k1").json() == made.json()
    assert call("wang_fang", "post", "/handlings", body, key="k2").status_code == 409
    page = client.get(made.json()["rating_url"].partition("testserver")[2])
    assert page.status_code == 200 and "您满意吗" in page.content.decode()


def test_ratings_are_told_by_month_and_unit_only(call, city, item):
    for number in range(12):
        at = MONDAY_MORNING - timedelta(days=30)
        handling = actions.record_handling(
            by=city.actor("wang_fang"), at=at, item=item, office=city.housing_window, applicant=f"甲{number}"
        )
        actions.rate_handling(
            handling=handling,
            by=Actor.receipt(f"handling:{handling.pk}"),
            at=at,
            level=RatingLevel.GOOD if number else RatingLevel.BAD,
        )
    told = call("zhao_min", "get", "/ratings").json()
    assert told == [
        {"unit": {"code": city.housing.code, "name": city.housing.name}, "total": 12, "satisfied": 11}
    ]
    assert call("wang_fang", "get", "/ratings/20260001/verify").status_code in (404, 405)


def test_a_rating_by_telephone_and_its_reviewers_view(call, client, item, city):
    body = {"item": "T1", "office": city.housing_window.code, "phone": "13812345678"}
    number = call("wang_fang", "post", "/handlings", body).json()["number"]
    assert call("liu_yang", "get", f"/handlings/{number}").json()["task_code"] == "T1"
    said = {"level": "very_bad", "said": "态度生硬。"}
    assert call("wang_fang", "post", f"/handlings/{number}/rate", said).status_code == 403
    assert call("xu_hui", "post", f"/handlings/{number}/rate", said).status_code == 404
    made = call("liu_yang", "post", f"/handlings/{number}/rate", said, key="r1")
    assert made.status_code == 201 and made.json()["level"] == "VERY_BAD"
    assert call("liu_yang", "post", f"/handlings/{number}/rate", said, key="r1").json() == made.json()
    assert call("liu_yang", "post", f"/handlings/{number}/rate", said, key="r2").status_code == 409
    receipt = {"number": made.json()["case"], "secret": made.json()["receipt_secret"]}
    assert client.post("/track/", receipt).status_code == 302
    rated = Rating.objects.get().number
    answer = call("zhao_min", "get", f"/ratings/{rated}")
    assert {link["rel"] for link in answer.json()["links"]} == {"self", "verify", "doubt"}
    assert number not in {answer.json().get(key) for key in ("handling", "title")}
    assert call("wang_fang", "get", f"/ratings/{rated}").status_code == 404
    found = {"found": "TRUE", "finding": "监控相符。"}
    done = call("zhao_min", "post", f"/ratings/{rated}/verify", found, seen=answer["ETag"].strip('"'))
    assert done.status_code == 200 and done.json()["state"] == "VERIFIED"


def test_handlings_are_listed_where_one_stands(call, item, city):
    body = {"item": "T1", "office": city.housing_window.code}
    made = call("wang_fang", "post", "/handlings", body).json()
    assert [row["number"] for row in call("ma_li", "get", "/handlings").json()["items"]] == [made["number"]]
    assert call("xu_hui", "get", "/handlings").json()["items"] == []
