"""Cards, orders and standing by API: the same gates, the same verbs; what is public needs no key."""

import pytest
from django.test import Client

from bihuan.domain.supervision.tests.parts import Supervising
from bihuan.kernel.access import Actor
from bihuan.kernel.access.actions import issue_token
from bihuan.testing.city import MONDAY_MORNING

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
    assert [(one["number"], one["state"]) for one in listed] == [(card.number, "PROPOSED")]
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
