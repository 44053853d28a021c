"""Four facts, four persons: through every face, alone, in bulk, and where somebody acted in one's name."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from bihuan.domain.cases.choices import Step
from bihuan.domain.cases.models import Case, Hand
from bihuan.kernel.access import Actor
from bihuan.kernel.access.actions import issue_token
from bihuan.testing.cases import SOLVED, Loop

INPUTS = {
    "strike_off": {"on_site": True, "opinion": "现场看过。"},
    "rework": {"reason": "照片里看不出来。"},
    "follow_up": SOLVED | {"said": "好了。"},
}
# verb, whose turn it is, and which hand of theirs in the same case bars them from it
BARRED = [
    ("strike_off", "zheng_kai", Step.HANDLED),
    ("strike_off", "zheng_kai", Step.ENDORSED),
    ("rework", "zheng_kai", Step.HANDLED),
    ("follow_up", "wu_tong", Step.STRUCK_OFF),
    ("follow_up", "wu_tong", Step.DISPATCHED),
    ("follow_up", "wu_tong", Step.HANDLED),
]


@pytest.fixture
def loop(city, clock):
    class Followed(Loop):
        def later(self, **delta):
            clock.stand_at(super().later(**delta))
            return self.at

    return Followed(city)


@pytest.fixture
def api(loop):
    def client(name):
        _, secret = issue_token(
            label=name,
            scopes=("*",),
            post_id=loop.city.posts[name].pk,
            person_id=loop.city.people[name].pk,
            days=30,
            by=Actor.calendar("test"),
            at=loop.at,
        )
        return Client(headers={"Authorization": f"Bearer {secret}"})

    return client


def through_the_api(case, verb, who, api, signed_in):
    url = f"/api/v1/cases/{case.number}/{verb.replace('_', '-')}"
    headers = {"If-Match": f'"{case.version}"'}
    answer = api(who).post(url, json.dumps(INPUTS[verb]), content_type="application/json", headers=headers)
    return answer.status_code, answer.content.decode()


def through_the_page(case, verb, who, api, signed_in):
    sent = {name: "yes" if value is True else value for name, value in INPUTS[verb].items()}
    url = f"/work/cases/{case.number}/{verb.replace('_', '-')}/"
    answer = signed_in(who).post(url, sent | {"submission_key": uuid4().hex, "seen": case.version})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("door", [through_the_api, through_the_page])
@pytest.mark.parametrize("in_their_name", [False, True])
@pytest.mark.parametrize(("verb", "who", "hand"), BARRED)
def test_whoever_had_that_hand_is_refused(loop, api, signed_in, door, verb, who, hand, in_their_name):
    case = loop.until("strike_off" if verb == "rework" else verb)
    person = loop.city.person(who)
    row = Hand.objects.filter(case=case, step=hand).first()
    if in_their_name:
        row.acting_for = person
    else:
        row.person = person
    row.save()
    status, said = door(case, verb, who, api, signed_in)
    assert status == 403, said
    assert "不能再由您" in said
    after = Case.objects.get(pk=case.pk)
    assert (after.state, after.version) == (case.state, case.version)


@pytest.mark.parametrize("door", [through_the_api, through_the_page])
@pytest.mark.parametrize(("verb", "who"), sorted({(verb, who) for verb, who, _ in BARRED}))
def test_whoever_had_none_is_not(loop, api, signed_in, door, verb, who):
    """The same request without that hand goes through: it is the hand that bars."""
    case = loop.until("strike_off" if verb == "rework" else verb)
    status, said = door(case, verb, who, api, signed_in)
    assert status in (200, 302), said
    assert Case.objects.get(pk=case.pk).version > case.version
