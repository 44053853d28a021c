"""公布数字 by the API: proposed, signed, refused, taken back, corrected; the same gate and rules as the pages."""

import pytest

SCOPES = ("publications:read", "publications:act")
URL = "/api/v1/publications"
ASKED = {"figure": "cases.resolution_rate", "period": "2026", "reason": "年度公布"}


@pytest.fixture
def post(calls):
    def send(who, path, data, seen=None):
        headers = {} if seen is None else {"If-Match": f'"{seen}"'}
        return calls(who, *SCOPES).post(
            f"{URL}{path}", data, content_type="application/json", headers=headers
        )

    return send


@pytest.fixture
def proposed(post, loop):
    loop.until("closed")
    answer = post("zhao_min", "", ASKED)
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


@pytest.fixture
def signed(post, proposed):
    answer = post("mayor_fang", f"/{proposed['number']}/decide", {"granted": True}, seen=proposed["version"])
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def rels(answer):
    return [link["rel"] for link in answer["links"]]


def test_from_the_proposal_to_the_public(calls, proposed, signed, client):
    assert rels(proposed) == ["self", "withdraw"]
    one = calls("zhao_min", *SCOPES).get(f"{URL}/{proposed['number']}").json()
    assert (one["state"], one["value"], one["numerator"], one["denominator"]) == (
        "published",
        "100.0 %",
        1,
        1,
    )
    assert one["signed_at"] and rels(one) == ["self", "correct"]
    assert "100.0 %，1 / 1，2026 年" in client.get("/figures/").content.decode()


def test_a_correction_names_what_it_replaces(post, calls, loop, signed):
    loop.until("complete")
    path = f"/{signed['number']}/correct"
    answer = post("zhao_min", path, {"reason": "补录一件"}, seen=signed["version"]).json()
    assert answer["number"] != signed["number"] and answer["state"] == "proposed"
    one = calls("zhao_min", *SCOPES).get(f"{URL}/{answer['number']}").json()
    assert (one["value"], one["replaces"]) == ("50.0 %", signed["number"])


def test_taken_back_and_refused_are_never_said(post, calls, proposed):
    answer = post("zhao_min", f"/{proposed['number']}/withdraw", {}, seen=proposed["version"])
    assert (answer.status_code, answer.json()["state"]) == (200, "withdrawn")
    again = post("zhao_min", "", ASKED).json()
    said_no = {"granted": False, "answer": "台账还没有对上。"}
    answer = post("mayor_fang", f"/{again['number']}/decide", said_no, seen=again["version"])
    assert answer.json()["state"] == "refused"
    rows = calls("zhao_min", *SCOPES).get(URL).json()["items"]
    assert [row["state"] for row in rows] == ["refused", "withdrawn"]
    assert calls("zhao_min", *SCOPES).get(f"{URL}?open=true").json()["items"] == []


def test_sent_twice_it_is_proposed_once(calls):
    client, headers = calls("zhao_min", *SCOPES), {"Idempotency-Key": "q3"}
    sent = [client.post(URL, ASKED, content_type="application/json", headers=headers) for _ in range(2)]
    first, again = sent
    assert first.json()["number"] == again.json()["number"]


@pytest.mark.parametrize(
    ("who", "path", "data", "status", "code"),
    [
        ("zhao_min", "decide", {"granted": True}, 403, "approval_not_yours"),
        ("mayor_fang", "withdraw", {}, 403, "approval_not_your_request"),
        ("zhao_min", "correct", {"reason": "x"}, 409, "wrong_state"),
        ("mayor_fang", "decide", {"granted": True}, 412, "changed"),
        ("mayor_fang", "decide", {}, 422, None),
        ("li_qiang", "decide", {"granted": True}, 404, None),
    ],
)
def test_what_is_not_theirs_or_not_now_is_refused(post, proposed, who, path, data, status, code):
    seen = proposed["version"] + (5 if code == "changed" else 0)
    answer = post(who, f"/{proposed['number']}/{path}", data, seen=seen)
    assert answer.status_code == status, answer.content.decode()
    assert code is None or answer.json()["code"] == code


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"period": "上个季度"}, "period"),
        ({"figure": "cases.nothing"}, "figure"),
        ({"reason": " "}, "reason"),
    ],
)
def test_what_is_wrong_is_named(post, change, field):
    answer = post("zhao_min", "", ASKED | change)
    assert answer.status_code == 422 and field in answer.json()["fields"], answer.content.decode()


def test_others_find_nothing_and_scopes_are_asked_for(post, calls, proposed):
    assert calls("li_qiang", *SCOPES).get(URL).json()["items"] == []
    assert calls("li_qiang", *SCOPES).get(f"{URL}/{proposed['number']}").status_code == 404
    assert post("li_qiang", "", ASKED).status_code == 403
    assert calls("zhao_min", "cases:read").get(URL).status_code == 403
