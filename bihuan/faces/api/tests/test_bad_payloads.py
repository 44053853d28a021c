"""Whatever is sent, the answer is clear: never a 500. `BIHUAN_PAYLOADS=10000` sends as many as the figure asks for."""

import json
import logging
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bihuan.domain.cases.models import Case
from bihuan.domain.cases.verbs import CASE_VERBS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PAYLOADS = int(os.environ.get("BIHUAN_PAYLOADS", "240"))
CLEAR = frozenset({200, 201, 400, 403, 404, 409, 412, 413, 415, 422, 428, 429})
GOOD: dict[str, Any] = {
    "title": "围挡占道",
    "content": "小区外施工围挡占了半边路。",
    "request_type": "COMPLAINT",
    "channel": "PHONE",
    "programme": "RESIDENT",
    "reporter": {"name": "孙某某", "phone": "13800001234", "identity": "NAMED"},
    "on_behalf_of": {"name": "周某"},
    "contact_time": "晚上",
    "enterprise_uscc": "91421000MA4XXXXXXX",
    "region_code": "421002",
    "address": "北京路 1 号",
    "latitude": 30.33,
    "longitude": 112.24,
    "occurred_at": "2026-11-20T08:00:00+08:00",
    "external_id": "A-1",
}
NASTY = [
    None,
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "﷽" * 200,
    "\u202e",
    "9" * 400,
    "=cmd|' /C calc'!A0",
    "<svg onload=alert(1)>",
    "'; DROP TABLE cases_case; --",
    "%s%n{0}",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "9999-12-31T23:59:59-12:00",
    "0001-01-01T00:00:00+14:00",
    "NaN",
    "1e999",
    -1,
    0,
    2**31,
    2**63,
    10**400,
    1e308,
    -0.0,
    1e-320,
    True,
    [],
    [[]],
    [None] * 50,
    ["x"] * 20,
    {},
    {"name": "x"},
    {"": ""},
    {"a" * 5000: {}},
    "9999 mo",
    "9999 wd",
    "1 d",
    "A",
]
values = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=40),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates().map(str),
    st.datetimes().map(lambda moment: moment.isoformat()),
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=8,
    ),
)
VERBS = {verb.slug: [asked.name for asked in verb.inputs] for verb in CASE_VERBS}
some = settings(
    max_examples=PAYLOADS // 2,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def send(client: Any, url: str, body: Any, **headers: str) -> None:
    answer = client.post(url, json.dumps(body), content_type="application/json", headers=headers)
    assert answer.status_code in CLEAR, (url, body, answer.status_code)
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["detail"]


def test_a_report_of_any_shape_is_answered_clearly(calls):
    client = calls("liu_yang")

    @some
    @given(changes=st.dictionaries(st.sampled_from([*GOOD, "nonsense"]), values, max_size=4))
    def run(changes: dict[str, Any]) -> None:
        send(client, "/api/v1/cases", GOOD | {"enterprise_uscc": None, "region_code": None} | changes)

    run()


def test_a_verb_of_any_shape_is_answered_clearly(calls, loop):
    client = calls("zhao_min")
    case = loop.until("dispatch")

    @some
    @given(
        slug=st.sampled_from(sorted(VERBS)),
        data=st.data(),
        version=st.none() | st.sampled_from(['"0"', "x", '"999999999"', "*"]),
    )
    def run(slug: str, data: st.DataObject, version: str | None) -> None:
        names = [*VERBS[slug], "nonsense"]
        body = {name: data.draw(values) for name in names if name != "nonsense" or data.draw(st.booleans())}
        seen = version or f'"{Case.objects.values_list("version", flat=True).get(pk=case.pk)}"'
        send(client, f"/api/v1/cases/{case.number}/{slug}", body, **{"If-Match": seen})

    run()


def test_an_input_of_the_right_kind_and_a_wild_value_is_answered_clearly(calls, city):
    """Bodies that pass the shapes reach the actions: one case per verb's turn, in the state of the last."""
    from bihuan.testing.cases import Loop  # only here

    client = calls("zhao_min")
    case = Loop(city).until("dispatch")
    notes = st.sampled_from(["理由充分，材料齐全。", "x", "长" * 4_999])
    wild = {
        "limit": st.sampled_from(["9999 mo", "9999 wd", "1 min", "9999 d", "9999 h", "9999 wh"]),
        "day": st.sampled_from(["1990-01-01", "2099-12-31", "2026-11-23"]),
        "moment": st.sampled_from(["1990-01-01T00:00:00+14:00", "2099-12-31T23:59:59-12:00"]),
        "count": st.sampled_from([0, 1, 2**31 - 1]),
        "pick": st.sampled_from([city.housing.code, case.number, "zhao_min", "x"]),
        "picks": st.lists(st.sampled_from([city.housing.code, case.number, "x"]), max_size=3),
        "files": st.just([]),
        "flag": st.booleans(),
        "line": notes.map(lambda text: text[:200]),
        "note": notes,
    }

    @some
    @given(verb=st.sampled_from(list(CASE_VERBS)), data=st.data())
    def run(verb: Any, data: st.DataObject) -> None:
        body = {}
        for asked in verb.inputs:
            kind = asked.input.kind.value
            codes = getattr(asked.type, "values", None)
            drawn = st.sampled_from(codes) if kind == "choice" and codes else wild.get(kind, st.none())
            body[asked.name] = data.draw(drawn)
        seen = Case.objects.values_list("version", flat=True).get(pk=case.pk)
        send(client, f"/api/v1/cases/{case.number}/{verb.slug}", body, **{"If-Match": f'"{seen}"'})

    run()
