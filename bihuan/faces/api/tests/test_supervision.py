"""Supervision by API: the same gates, the same verbs, the same numbers as the pages; what is public needs no key."""

import pytest
from django.test import Client

from bihuan.domain.cases.models import Case
from bihuan.domain.organisations.models import Office
from bihuan.domain.supervision.queries.hot_spots import hot_spots
from bihuan.domain.supervision.tests.parts import Supervising
from bihuan.kernel.access import Actor
from bihuan.kernel.access.actions import issue_token
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Period
from bihuan.testing.city import MONDAY_MORNING

JSON = "application/json"
SCOPES = ("supervision:read", "supervision:act")


@pytest.fixture
def calls(city):
    """A token that outlives the story."""

    def client(name, *scopes):
        secret = issue_token(
            label=name,
            scopes=scopes,
            post_id=city.posts[name].pk,
            person_id=city.people[name].pk,
            days=365,
            by=Actor.calendar("test"),
            at=MONDAY_MORNING,
        )[1]
        return Client(headers={"Authorization": f"Bearer {secret}"})

    return client


@pytest.fixture
def card(loop, clock):
    card = Supervising(loop).card("issue")
    clock.stand_at(loop.later())
    return card


def test_read_act_and_the_links_of_a_card(calls, card, settings):
    office = calls("zheng_kai", *SCOPES)
    listed = office.get("/api/v1/supervision/cards").json()
    assert [(one["number"], one["state"]) for one in listed["items"]] == [(card.number, "PROPOSED")]
    assert office.get("/api/v1/supervision/cards?state=served&section=JZ-ZJ-02").json()["items"] == []
    assert office.get("/api/v1/supervision/cards?section=%2F").status_code == 422
    answer = office.post(
        f"/api/v1/supervision/cards/{card.number}/issue",
        {"reasons": "核实属实。"},
        content_type="application/json",
        headers={"If-Match": f'"{card.version}"', "Idempotency-Key": "k1"},
    )
    assert (answer.status_code, answer.json()["state"]) == (200, "ISSUED"), answer.content
    assert "serve" in {link["rel"] for link in answer.json()["links"]}
    assert calls("li_qiang", *SCOPES).get(f"/api/v1/supervision/cards/{card.number}").status_code == 404
    assert calls("zheng_kai", "cases:read").get("/api/v1/supervision/cards").status_code == 403


def test_standing_is_data_and_what_is_public_is_for_everyone(calls, card):
    said = calls("zheng_kai", *SCOPES).get("/api/v1/supervision/standing?office=JZ-ZJ-02").json()
    assert said == {"office": "JZ-ZJ-02", "yellow": 0, "red": 0, "barred": []}
    assert Client().get("/api/v1/supervision/public").json() == {"cards": [], "listings": []}


def post(client, path, body, version=None):
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    return client.post(f"/api/v1/supervision/{path}", body, content_type=JSON, headers=headers)


@pytest.fixture
def late(loop, clock):
    """A case that a section let lapse and still has."""
    case = Supervising(loop).lapse(complete=False)
    clock.stand_at(loop.later())
    return case


def test_an_order_is_sent_reported_and_lifted(calls, late):
    office, unit = calls("zhao_min", *SCOPES), calls("gao_feng", *SCOPES)
    asked = {
        "rung": "section",
        "addressee": "JZ-ZJ-02",
        "cases": [late.number],
        "title": "逾期",
        "demand": "三日内办完。",
    }
    assert post(unit, "orders", asked).status_code == 403
    made = post(office, "orders", asked)
    assert (made.status_code, made.json()["state"]) == (201, "ISSUED"), made.content
    number = made.json()["number"]
    row = unit.get(f"/api/v1/supervision/orders/{number}").json()
    assert (row["rung"], row["cases"], row["addressee"]) == ("SECTION", 1, "JZ-ZJ-02")
    assert "reply" in {link["rel"] for link in row["links"]}
    replied = post(unit, f"orders/{number}/reply", {"reply": "已经安排专人办理。"}, row["version"])
    assert (replied.status_code, replied.json()["state"]) == (200, "REPLIED"), replied.content
    lifted = post(office, f"orders/{number}/lift", {"opinion": "属实。"}, replied.json()["version"])
    assert (lifted.status_code, lifted.json()["state"]) == (200, "LIFTED"), lifted.content
    assert office.get("/api/v1/supervision/orders?open=true").json()["items"] == []
    assert len(office.get("/api/v1/supervision/orders?rung=section").json()["items"]) == 1


def test_an_interview_a_circular_and_an_outage_begin_here(calls, city, loop, clock):
    clock.stand_at(loop.later(days=1))
    office, arbiter = calls("zhao_min", *SCOPES), calls("han_xue", *SCOPES)
    interview = {
        "unit": "JZ-ZJ", "person": city.people["director_chen"].username, "title": "多件超期",
        "planned_at": "2026-12-20T09:00:00+08:00", "place": "三楼会议室",
    }  # fmt: skip
    made = post(office, "interviews", interview)
    assert (made.status_code, made.json()["state"]) == (201, "ARRANGED"), made.content
    assert (
        calls("director_chen", *SCOPES)
        .get(f"/api/v1/supervision/interviews/{made.json()['number']}")
        .json()["unit"]
        == "JZ-ZJ"
    )
    assert (
        calls("sun", *SCOPES).get(f"/api/v1/supervision/interviews/{made.json()['number']}").status_code
        == 404
    )
    circular = post(office, "circulars", {"title": "关于超期的通报", "text": "各单位应当引以为戒。"})
    assert (circular.status_code, circular.json()["state"]) == (201, "DRAFT"), circular.content
    outage = {
        "system": "platform", "from_at": loop.at.isoformat(), "to_at": loop.later(hours=1).isoformat(), "account": "机房断电。",
    }  # fmt: skip
    clock.stand_at(loop.later())
    down = post(office, "outages", outage)
    assert (down.status_code, down.json()["state"]) == (201, "RECORDED"), down.content
    itself = post(
        office, f"outages/{down.json()['number']}/approve", {"granted": True}, down.json()["version"]
    )
    assert itself.status_code == 403, "whoever recorded it does not approve it"
    held = post(
        arbiter, f"outages/{down.json()['number']}/approve", {"granted": True}, down.json()["version"]
    )
    assert (held.status_code, held.json()["state"]) == (200, "APPROVED"), held.content


def test_the_board_says_what_waits_for_whom(calls, card, late, query_count):
    office = calls("zheng_kai", *SCOPES)
    with query_count("api.supervision_board"):
        board = office.get("/api/v1/supervision/board").json()
    assert [(one["section"]["code"], one["parts"]) for one in board["late"]][-1:] == [("JZ-ZJ-02", 1)]
    first = board["cards"][0]
    assert (first["number"], first["next"]["verb"]) == (card.number, "issue")
    refused = calls("gao_feng", *SCOPES).get("/api/v1/supervision/board")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_for_your_post")


def test_what_is_held_against_the_caller_is_told_as_on_the_page(calls, card, loop, clock):
    for step in ("issue", "serve"):
        card = Supervising(loop).step(step, card)
    clock.stand_at(loop.later())
    section = calls("gao_feng", *SCOPES).get("/api/v1/supervision/held").json()
    assert [(one["number"], one["state"]) for one in section["cards"]] == [(card.number, "SERVED")]
    lit = section["incidents"][0]
    assert (lit["kind"], lit["section"], lit["counts"], lit["going_on"]) == ("LATE", "JZ-ZJ-02", True, False)
    assert lit["case"] and lit["at"]
    assert calls("sun", *SCOPES).get("/api/v1/supervision/held").json()["cards"] == []


def test_a_case_that_the_caller_may_not_open_has_neither_number_nor_day(calls, card, monkeypatch):
    monkeypatch.setattr(
        "bihuan.faces.api.supervision.overview.cases_visible_to", lambda actor: Case.objects.none()
    )
    lit = calls("gao_feng", *SCOPES).get("/api/v1/supervision/held").json()["incidents"][0]
    assert (lit["case"], lit["at"]) == ("", None) and len(lit["month"]) == 7


def test_hot_spots_are_the_numbers_of_the_page(calls, card, loop):
    leader = calls("mayor_fang", *SCOPES)
    found = leader.get("/api/v1/supervision/hot-spots").json()
    home = Office.objects.get(parent=None)
    said = hot_spots(home, Period.year_to(day_of(loop.at)), at=loop.at)
    assert (
        [one["unit"]["code"] for one in found["units"]] == [one.unit.code for one in said.units] == ["JZ-ZJ"]
    )
    late = said.units[0].late
    assert found["units"][0]["late_share"] == {
        "numerator": late.numerator, "denominator": late.denominator, "unit": "%", "value": 50.0,
    }  # fmt: skip
    assert leader.get("/api/v1/supervision/hot-spots?period=2025").json()["units"] == []
    for wrong in ("9999", "0001", "2026-13", "x"):
        assert leader.get(f"/api/v1/supervision/hot-spots?period={wrong}").status_code == 422, wrong
    assert leader.get("/api/v1/supervision/hot-spots?area=JZ-ZJ").status_code == 404
    assert calls("gao_feng", *SCOPES).get("/api/v1/supervision/hot-spots").status_code == 403
