"""Every error is a problem that says what to do, whatever went wrong before our code was reached."""

import json

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def send(client, url="/api/v1/cases", body="{}", kind="application/json"):
    return client.post(url, body, content_type=kind)


@pytest.mark.parametrize(
    ("status", "ask"),
    [
        (404, lambda client: client.get("/api/v1/nowhere")),
        (404, lambda client: client.get("/api/v1/cases/20260000000")),
        (404, lambda client: client.get("/api/v1/cases/%00")),
        (404, lambda client: client.get("/api/v1/cases?q=%00")),
        (405, lambda client: client.delete("/api/v1/cases")),
        (400, lambda client: send(client, body="{nonsense")),
        (400, lambda client: send(client, body='{"latitude": NaN}')),
        (400, lambda client: send(client, body="[" * 100_000)),
        (415, lambda client: send(client, body="content=x", kind="application/x-www-form-urlencoded")),
        (422, lambda client: send(client, body="[]")),
        (422, lambda client: send(client, body=json.dumps({"\ud800": 1}))),
        (422, lambda client: client.get("/api/v1/cases?limit=0")),
        (422, lambda client: client.get("/api/v1/cases?cursor=%ff%ff")),
        (422, lambda client: client.get("/api/v1/cases?registered_to=9999-12-31")),
        (422, lambda client: client.get("/api/v1/seals?after=x")),
    ],
)
def test_it_is_a_problem_with_a_code_and_a_sentence(calls, status, ask):
    answer = ask(calls("liu_yang"))
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["code"]
    assert any("\u4e00" <= letter <= "\u9fff" for letter in problem["detail"])


def test_a_405_names_what_is_allowed(calls):
    assert set(calls("liu_yang").delete("/api/v1/cases")["Allow"].split(", ")) == {"GET", "POST"}
