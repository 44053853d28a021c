"""Register, list, read, act: what a neighbouring system sees."""

import json

import pytest
from django.db import connection
from django.test import Client

from bihuan.domain.cases.models import Case
from bihuan.kernel.access import Actor
from bihuan.kernel.access.actions import issue_token
from bihuan.kernel.submissions import receipt_holds
from bihuan.testing.city import MONDAY_MORNING

pytestmark = pytest.mark.django_db(transaction=True)


def post(client, url, body, **headers):
    return client.post(url, json.dumps(body), content_type="application/json", headers=headers)


def register(client, report, key="k1"):
    return post(client, "/api/v1/cases", report, **{"Idempotency-Key": key})


def test_a_report_gets_its_number_and_its_secret(calls, report):
    made = register(calls("liu_yang"), report)
    assert made.status_code == 201, made.content.decode()
    body = made.json()
    assert body["state"] == "REGISTERED"
    assert receipt_holds(body["number"], body["receipt_secret"])


def test_the_same_key_registers_once(calls, report):
    client = calls("liu_yang")
    assert register(client, report).json()["number"] == register(client, report).json()["number"]
    assert Case.objects.count() == 1


def test_a_registration_costs_so_many_statements(calls, report, query_count):
    """The entry and its place in the queue are one statement on PostgreSQL and two on SQLite."""
    client = calls("liu_yang")
    register(client, report)
    with query_count(f"api.create_case.{connection.vendor}"):
        register(client, report, key="k2")


def test_the_same_key_with_another_body_is_refused(calls, report):
    client = calls("liu_yang")
    register(client, report)
    refused = register(client, report | {"content": "别的事。"})
    assert refused.status_code == 422
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["code"] == "key_reused"


def test_without_a_token_nothing_is_said(client, report):
    refused = register(client, report)
    assert refused.status_code == 401
    assert refused.json()["code"] == "no_token"


def test_a_scope_is_asked_for(calls, report):
    assert register(calls("liu_yang", "cases:read"), report).status_code == 403


def test_a_bad_report_hears_a_chinese_sentence_per_field(calls, report):
    refused = register(calls("liu_yang"), report | {"content": "", "request_type": "SHOUTING", "nonsense": 1})
    assert refused.status_code == 422
    assert set(refused.json()["fields"]) == {"content", "request_type", "nonsense"}


def test_a_list_shows_what_the_post_may_see(calls, loop):
    case = loop.register()
    assert [row["number"] for row in calls("zhao_min").get("/api/v1/cases").json()["items"]] == [case.number]
    assert calls("tang_yue").get("/api/v1/cases").json()["items"] == []


def test_what_is_not_visible_is_not_there(calls, loop):
    case = loop.register()
    assert calls("tang_yue").get(f"/api/v1/cases/{case.number}").status_code == 404


def test_a_verb_needs_the_version_that_was_read(calls, loop):
    case, client = loop.register(), calls("zhao_min")
    url = f"/api/v1/cases/{case.number}"
    read = client.get(url)
    assert post(client, f"{url}/accept", {}).status_code == 428
    done = post(client, f"{url}/accept", {"difficulty": "B"}, **{"If-Match": read["ETag"]})
    assert done.status_code == 200, done.content.decode()
    assert done.json()["state"] == "ACCEPTED"
    assert done["ETag"] == client.get(url)["ETag"]
    late = post(client, f"{url}/reclassify", {"difficulty": "A"}, **{"If-Match": read["ETag"]})
    assert late.status_code == 412


def test_links_name_the_verbs_that_are_open(calls, loop):
    case = loop.until("dispatch")
    links = {link["rel"] for link in calls("zhao_min").get(f"/api/v1/cases/{case.number}").json()["links"]}
    assert {"dispatch", "decline", "journal"} <= links
    assert "strike_off" not in links


def test_a_case_is_dispatched_to_an_office_by_its_code(calls, loop, city):
    case, client = loop.until("dispatch"), calls("zhao_min")
    url = f"/api/v1/cases/{case.number}"
    etag = client.get(url)["ETag"]
    done = post(client, f"{url}/dispatch", {"office": city.housing.code}, **{"If-Match": etag})
    assert done.json()["state"] == "DISPATCHED", done.content.decode()


def test_a_wrong_office_is_a_field_error(calls, loop):
    case, client = loop.until("dispatch"), calls("zhao_min")
    url = f"/api/v1/cases/{case.number}"
    refused = post(client, f"{url}/dispatch", {"office": "NOWHERE"}, **{"If-Match": client.get(url)["ETag"]})
    assert refused.status_code == 422
    assert "office" in refused.json()["fields"]


def test_a_token_without_a_person_cannot_do_what_people_do(calls, loop):
    case, client = loop.register(), calls("zhao_min", person=False)
    url = f"/api/v1/cases/{case.number}"
    refused = post(client, f"{url}/accept", {}, **{"If-Match": client.get(url)["ETag"]})
    assert refused.status_code == 403
    assert refused.json()["code"] == "person_only"


def test_the_journal_is_a_chain(calls, loop):
    case = loop.until("dispatch")
    entries = calls("zhao_min").get(f"/api/v1/cases/{case.number}/journal").json()
    assert [entry["event"] for entry in entries] == ["case.register", "case.accept"]
    assert entries[1]["prev_hash"] == entries[0]["hash"]


def test_it_lives_and_can_work(client, db):
    assert client.get("/api/v1/healthz").json() == {"status": "ok"}
    assert client.get("/api/v1/readyz").json() == {"status": "ok"}


def test_every_reference_list_has_codes_and_labels(calls, city):
    client = calls("zhao_min")
    for name in ("states", "programmes", "channels", "regions", "offices", "boundaries"):
        rows = client.get(f"/api/v1/reference/{name}").json()
        assert rows, name
        assert all(row["code"] and row["label"] for row in rows)


def test_codes_may_be_small_letters_and_the_affected_a_mere_name(calls, report):
    sent = report | {"request_type": "complaint", "on_behalf_of": "周某", "programme": "双优化"}
    sent["reporter"] = {"name": "孙某某", "phone": "13800001234", "identity": "sealed"}
    made = register(calls("liu_yang"), sent)
    assert made.status_code == 201, made.content.decode()
    case = Case.objects.get()
    assert (case.identity, case.request_type, case.programme) == ("SEALED", "COMPLAINT", "DUAL_OPTIMISATION")
    assert case.reporters.get(role="AFFECTED").name == "周某"


def test_without_a_key_each_request_is_another_case(calls, report):
    client = calls("liu_yang")
    numbers = {post(client, "/api/v1/cases", report).json()["number"] for _ in range(2)}
    assert len(numbers) == 2


def test_a_token_of_a_person_acts_in_their_first_post(city, loop, clock):
    _, secret = issue_token(
        label="zhaomin",
        scopes=["*"],
        post_id=None,
        person_id=city.people["zhao_min"].pk,
        days=1,
        by=Actor.calendar("test"),
        at=MONDAY_MORNING,
    )
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    case = loop.register()
    url = f"/api/v1/cases/{case.number}"
    assert post(client, f"{url}/accept", {}, **{"If-Match": client.get(url)["ETag"]}).status_code == 200


def test_an_external_number_registers_once_whatever_the_key(calls, report):
    client = calls("liu_yang")
    number = register(client, report | {"external_id": "A-1"}, key="k1").json()["number"]
    refused = register(client, report | {"external_id": "A-1"}, key="k2")
    assert refused.status_code == 409
    assert number in refused.json()["detail"]
