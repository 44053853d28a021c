"""十问十帮 by API: the same gates and verbs as the pages; a visit that was written without a network is taken once."""

from datetime import timedelta

import pytest
from django.test import Client

from bihuan.domain.cases.models import Case
from bihuan.domain.liaison import actions
from bihuan.domain.liaison.models import Need, Promise, Visit
from bihuan.kernel.access import Actor
from bihuan.kernel.access.actions import issue_token
from bihuan.testing.city import MONDAY_MORNING

SCOPES = ("liaison:read", "liaison:act")
AT = "/api/v1/liaison"


@pytest.fixture
def calls(city, clock, keeping):
    """Somebody's program, standing where the story is."""

    def client(name, *scopes):
        secret = issue_token(
            label=name,
            scopes=scopes or SCOPES,
            post_id=city.posts[name].pk,
            person_id=city.people[name].pk,
            days=365,
            by=Actor.calendar("test"),
            at=MONDAY_MORNING,
        )[1]
        clock.stand_at(keeping.loop.later())
        return Client(headers={"Authorization": f"Bearer {secret}"})

    return client


def post(client, path, body, version=None, key=None):
    headers = {"If-Match": f'"{version}"'} if version is not None else {}
    if key:
        headers["Idempotency-Key"] = key
    return client.post(f"{AT}/{path}", body, content_type="application/json", headers=headers)


def test_a_visit_is_planned_announced_and_only_its_people_see_it(keeping, calls):
    keeping.pair()
    steward = calls("zhou_jie")
    when = (keeping.loop.at + timedelta(days=2)).isoformat()
    made = post(
        steward, "visits", {"enterprise": keeping.firm.code, "planned_for": when, "purpose": "看订单"}
    )
    assert made.status_code == 201, made.content
    number = made.json()["number"]
    assert {"self", "announce", "reschedule", "cancel"} <= {link["rel"] for link in made.json()["links"]}
    said = post(steward, f"visits/{number}/announce", {}, made.json()["version"])
    assert (said.status_code, said.json()["state"]) == (200, "ANNOUNCED"), said.content
    shown = steward.get(f"{AT}/visits/{number}")
    assert (shown.json()["enterprise"], shown.json()["state_label"]) == (keeping.firm.code, "已告知企业")
    assert shown["ETag"] == f'"{said.json()["version"]}"'
    stranger = calls("du_ping")
    assert stranger.get(f"{AT}/visits/{number}").status_code == 404
    assert stranger.get(f"{AT}/visits").json()["items"] == []
    assert post(stranger, f"visits/{number}/cancel", {}, 1).status_code == 404
    assert calls("zhou_jie", "cases:read").get(f"{AT}/visits").status_code == 403


def test_a_visit_kept_on_the_phone_is_taken_once_with_all_that_was_said(keeping, calls):
    keeping.pair()
    steward = calls("zhou_jie")
    body = {
        "enterprise": keeping.firm.code,
        "kind": "visit",
        "summary": "看了车间。",
        "answers": {"CASH": {"value": "是"}, "CASH_WHY": {"value": "缺少抵押", "remark": "只有设备"}},
        "needs": [{"aspect": "CASH_FLOW", "content": "缺三百万元周转。"}],
        "promises": [
            {"text": "问清转贷条件", "due_on": (keeping.loop.at + timedelta(days=9)).date().isoformat()}
        ],
    }
    answers = [post(steward, "contacts", body, key="phone-1") for _ in range(3)]
    assert {answer.status_code for answer in answers} == {201}, answers[0].content
    assert len({answer.json()["number"] for answer in answers}) == 1
    assert (Visit.objects.count(), Need.objects.count(), Promise.objects.count(), Case.objects.count()) == (
        1,
        1,
        1,
        1,
    )
    assert Visit.objects.get().answers.get(code="CASH_WHY").remark.text == "只有设备"


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"kind": "INSPECTION"}, 422, "kind"),
        ({"summary": " "}, 422, "summary"),
        ({"answers": {"NONE": {"value": "是"}}}, 422, "NONE"),
        ({"needs": [{"aspect": "CASH_FLOW", "content": ""}]}, 422, "needs"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_half_written(keeping, calls, change, status, field):
    keeping.pair()
    body = {"enterprise": keeping.firm.code, "summary": "看了车间。"} | change
    answer = post(calls("zhou_jie"), "contacts", body)
    assert answer.status_code == status and field in answer.content.decode(), answer.content
    assert not Visit.objects.exists() and not Case.objects.exists()


def test_a_need_is_raised_helped_and_judged(keeping, calls):
    keeping.pair()
    help = keeping.help()
    steward = calls("zhou_jie")
    body = {"enterprise": keeping.firm.code, "aspect": "CASH_FLOW", "content": "贷款下月到期。"}
    made = post(steward, "needs", body).json()
    path = f"needs/{made['number']}"
    offered = post(steward, f"{path}/offer", {"help": help.number}, made["version"]).json()
    assert offered["state"] == "OFFERED"
    taken = post(steward, f"{path}/take-up", {"help": help.number, "taken": True}, offered["version"]).json()
    judged = post(
        steward, f"{path}/say-effect", {"help": help.number, "effective": True}, taken["version"]
    ).json()
    assert judged["state"] == "EFFECTIVE"
    listed = steward.get(f"{AT}/needs", {"enterprise": keeping.firm.code, "open": "true"}).json()["items"]
    assert [(one["number"], one["aspect"], one["steward"]) for one in listed] == [
        (made["number"], "CASH_FLOW", "周洁")
    ]


def test_pairings_are_the_offices_and_a_request_is_never_shown_to_the_steward(keeping, calls):
    office, steward = calls("zhao_min"), calls("zhou_jie")
    body = {"enterprise": keeping.firm.code, "steward": "zhou_jie"}
    assert post(steward, "pairings", body).status_code == 403
    made = post(office, "pairings", body)
    assert made.status_code == 201, made.content
    keeping.do(actions.request_other_steward, "firm", enterprise=keeping.firm, reason="不接电话。")
    assert len(office.get(f"{AT}/requests").json()["items"]) == 1
    assert steward.get(f"{AT}/requests").json()["items"] == []
    assert "不接电话" not in office.get(f"{AT}/requests").content.decode()
    version = office.get(f"{AT}/pairings/{made.json()['number']}").json()["version"]
    ended = post(office, f"pairings/{made.json()['number']}/end", {}, version)
    assert (ended.status_code, ended.json()["state"]) == (200, "ENDED"), ended.content


def test_the_ten_questions_and_the_aspects_can_be_kept_on_a_phone(keeping, calls):
    steward = calls("zhou_jie")
    aspects = steward.get(f"{AT}/aspects").json()
    assert [aspect["is_named"] for aspect in aspects] == [True] * 8 + [False] * 2
    editions = steward.get(f"{AT}/editions").json()["items"]
    assert editions and {"code", "asked_if", "options"} <= set(editions[0]["questions"][0])
    assert calls("du_ping").get(f"{AT}/editions").json()["items"] == []


LISTS = ("pairings", "plans", "requests", "visits", "promises", "needs", "helps", "projects", "editions")


def test_a_list_asks_the_same_number_of_questions_however_long_it_is(
    keeping, calls, django_assert_max_num_queries
):
    keeping.pair()
    for _ in range(2):
        keeping.planned()
    for _ in range(3):
        keeping.need()
    office = calls("zhao_min")
    for path in LISTS:
        with django_assert_max_num_queries(14):
            assert office.get(f"{AT}/{path}").status_code == 200, path
