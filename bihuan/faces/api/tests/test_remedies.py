"""What lasts beyond one case, by the API: the same gates, the same rules; a clue from its draft to its outcome."""

import pytest

from bihuan.domain.cases.models import Case
from bihuan.domain.remedies.models import DisciplineClue

SCOPES = ("remedies:read", "remedies:act")
PATHS = ("orders", "upward", "campaigns", "long-term", "clues")


@pytest.fixture
def post(calls):
    def send(who, path, data, seen=None):
        headers = {} if seen is None else {"If-Match": f'"{seen}"'}
        url = f"/api/v1/remedies/{path}"
        return calls(who, *SCOPES).post(url, data, content_type="application/json", headers=headers)

    return send


@pytest.fixture
def drafted(post, loop):
    """A whole case, handed over by 赵敏; 郑凯 is to sign."""
    case = loop.until("dispatch")
    sent = {
        "case": case.number,
        "organ": loop.city.discipline.code,
        "gist": "有人收了好处才放行。",
        "second_signer": "zheng_kai",
        "whole": True,
    }
    answer = post("zhao_min", "clues", sent)
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


@pytest.mark.parametrize("path", PATHS)
def test_an_empty_list(calls, path):
    assert calls("zhao_min", *SCOPES).get(f"/api/v1/remedies/{path}").json()["items"] == []


@pytest.mark.parametrize("path", PATHS)
def test_a_scope_is_asked_for(calls, path):
    assert calls("zhao_min", "cases:read").get(f"/api/v1/remedies/{path}").status_code == 403
    assert calls("zhao_min", "remedies:read").post(
        f"/api/v1/remedies/{path}", {}, content_type="application/json"
    ).status_code in (403, 422)


def test_a_clue_does_not_exist_for_others(calls, drafted):
    url = f"/api/v1/remedies/clues/{drafted['number']}"
    assert calls("zheng_kai", *SCOPES).get(url).status_code == 200
    for who in ("wu_tong", "ma_li", "mayor_fang", "he_jing"):
        assert calls(who, *SCOPES).get(url).status_code == 404
        assert calls(who, *SCOPES).get("/api/v1/remedies/clues").json()["items"] == []


def test_from_the_draft_to_the_outcome(post, drafted):
    def step(who, verb, data):
        clue = DisciplineClue.objects.get(number=drafted["number"])
        answer = post(who, f"clues/{clue.number}/{verb}", data, seen=clue.version)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    signed = step("zheng_kai", "sign", {"granted": True})
    assert signed["state"] == "SENT"
    assert Case.objects.get().state == "TRANSFERRED"
    received = step("he_jing", "receive", {"acceptance_number": "纪2026-77"})
    assert [link["rel"] for link in received["links"]] == ["self", "answer"]
    assert step("he_jing", "answer", {"outcome": "已作出处理。"})["state"] == "ANSWERED"


def test_an_order_is_issued_once_and_read_by_its_unit(calls, loop):
    case = loop.until("complete")
    client = calls("zhao_min", *SCOPES)
    sent = {
        "title": "拖车收费没有依据",
        "unit": loop.city.streets.code,
        "found": "三起拖车收费没有标准。",
        "cause": "MECHANISM",
        "root": "费用没有预算保障。",
        "cases": [case.number],
    }
    headers = {"Idempotency-Key": "order-1"}
    url = "/api/v1/remedies/orders"
    first = client.post(url, sent, content_type="application/json", headers=headers)
    again = client.post(url, sent, content_type="application/json", headers=headers)
    assert first.status_code == 201, first.content.decode()
    assert again.json()["number"] == first.json()["number"]
    unit = calls("xu_hui", *SCOPES)
    assert [row["number"] for row in unit.get(f"{url}?open=true").json()["items"]] == [first.json()["number"]]
    one = unit.get(f"{url}/{first.json()['number']}").json()
    assert "add_measure" in {link["rel"] for link in one["links"]}
    assert calls("sun", *SCOPES).get(f"{url}/{one['number']}").status_code == 404
