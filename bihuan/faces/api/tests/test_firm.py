"""A firm's own program: pages and API never disagree, and its key opens nothing of the offices."""

import json

import pytest
from django.test import Client

from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.enterprises.actions import revoke_contact, verify_contact
from bihuan.domain.enterprises.queries import actor_of_contact
from bihuan.domain.liaison.models import Need
from bihuan.kernel.access import Actor
from bihuan.kernel.access.actions import issue_token

ALL = ("firm:read", "firm:write", "firm:act")


@pytest.fixture
def program(clock, contacts):
    """`program("hengda_clerk")`: a client with a key of this contact."""

    def make(name="hengda_clerk", *scopes):
        _, secret = issue_token(
            label=name,
            scopes=scopes or ALL,
            post_id=None,
            days=30,
            by=Actor.calendar("test"),
            at=clock.at,
            subject=contacts[name].key,
        )
        return Client(headers={"Authorization": f"Bearer {secret}"})

    return make


def post(client, url, body, **headers):
    return client.post(url, json.dumps(body), content_type="application/json", headers=headers)


def test_a_need_is_raised_once_and_read_in_the_firms_words(program, hengda):
    client = program()
    sent = {"content": "货款压了四个月，想续贷。", "aspect": "cash_flow"}
    made = post(client, "/api/v1/firm/needs", sent, **{"Idempotency-Key": "a"})
    again = post(client, "/api/v1/firm/needs", sent, **{"Idempotency-Key": "a"})
    assert (made.status_code, again.json()["number"]) == (201, made.json()["number"])
    case = Case.objects.get()
    assert (case.enterprise, Need.objects.get().aspect) == (hengda, "CASH_FLOW")
    read = program("hengda_owner").get(f"/api/v1/firm/cases/{case.number}").json()
    assert read["standing"] == "我们已经收到，正在判断该由谁来办。"
    assert {link["rel"] for link in read["links"]} >= {"self", "add", "withdraw", "remind"}


def test_an_unknown_aspect_is_said(program):
    answer = post(program(), "/api/v1/firm/needs", {"content": "想续贷。", "aspect": "WEATHER"})
    assert answer.status_code == 422
    assert not Case.objects.exists()


@pytest.mark.parametrize("name", ["hengda_owner", "hengda_clerk", "xinyuan_owner"])
def test_the_list_is_what_the_gate_says(program, contacts, name):
    for body in ({"content": "第一件。"}, {"content": "第二件，保密。", "identity": "sealed"}):
        post(program(), "/api/v1/firm/needs", body)
    listed = {row["number"] for row in program(name).get("/api/v1/firm/cases").json()["items"]}
    visible = cases_visible_to(actor_of_contact(contacts[name])).values_list("number", flat=True)
    assert listed == set(visible)


def test_a_verb_of_the_reporter(program):
    client = program()
    number = post(client, "/api/v1/firm/needs", {"content": "想续贷。"}).json()["number"]
    url = f"/api/v1/firm/cases/{number}"
    seen = client.get(url)["ETag"]
    answer = post(client, f"{url}/add", {"text": "流水已备好。"}, **{"If-Match": seen})
    assert answer.status_code == 200, answer.content
    other = program("xinyuan_owner")
    assert post(other, f"{url}/add", {"text": "别人的话。"}, **{"If-Match": seen}).status_code == 404


def test_its_key_opens_nothing_of_the_offices(program, loop):
    client = program("hengda_clerk", "*", "cases:read", "cases:act", "firm:read")
    assert client.get("/api/v1/cases").status_code == 403
    assert client.get("/api/v1/firm/cases").status_code == 200
    assert post(client, "/api/v1/firm/needs", {"content": "没有这个范围。"}).status_code == 403


def test_somebody_of_ours_uses_other_addresses(calls, clock):
    assert calls("zhao_min", "*").get("/api/v1/firm/cases").status_code == 403


def test_the_key_ends_with_its_contact(program, zhao_min, hengda, contacts, clock):
    client = program()
    revoke_contact(
        enterprise=hengda, by=zhao_min, at=clock.at, contact=contacts["hengda_clerk"], reason="离职。"
    )
    assert client.get("/api/v1/firm/cases").status_code == 401


def test_a_firms_key_is_not_anonymous(program):
    answer = post(program(), "/api/v1/firm/needs", {"content": "匿名。", "identity": "anonymous"})
    assert answer.status_code == 403


def test_a_key_does_not_outlive_the_verification_under_which_it_was_made(
    program, hengda, contacts, zhao_min, clock
):
    client, contact = program(), contacts["hengda_clerk"]
    assert client.get("/api/v1/firm/cases").status_code == 200
    revoke_contact(enterprise=hengda, by=zhao_min, at=clock.at, contact=contact, reason="手机丢失。")
    clock.advance(hours=1)
    verify_contact(enterprise=hengda, by=zhao_min, at=clock.at, contact=contact, evidence="重新核验。")
    assert client.get("/api/v1/firm/cases").status_code == 401
