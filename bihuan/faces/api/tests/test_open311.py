"""Open311 GeoReport v2: in JSON and XML, with a token of ours, never without one."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from bihuan.domain.cases.models import Case

pytestmark = pytest.mark.django_db(transaction=True)
SENT = {
    "service_code": "URBAN",
    "description": "路口井盖破损。",
    "address_string": "江津路 8 号",
    "lat": "30.3261",
    "long": "112.2512",
    "last_name": "孙",
    "first_name": "某某",
    "phone": "13800001234",
}
HERE = "/open311/v2"


@pytest.fixture(autouse=True)
def _monday(clock):
    """Tokens are issued on Monday morning."""


def test_services_are_public_in_both_formats(client, city):
    listed = client.get(f"{HERE}/services.json").json()
    assert {"service_code": "URBAN", "service_name": "城乡建设"}.items() <= listed[0].items()
    tree = ElementTree.fromstring(client.get(f"{HERE}/services.xml").content)  # nosec B314  our own answer
    assert tree.tag == "services"
    assert len(tree) == len(listed) == 15
    assert client.get(f"{HERE}/services/NONE.json").status_code == 404
    assert client.get(f"{HERE}/services.html").status_code == 404


def test_nobody_reports_without_a_token(client, city):
    answer = client.post(f"{HERE}/requests.json", SENT)
    assert answer.status_code == 401
    assert answer.json()[0]["code"] == "401"
    assert client.get(f"{HERE}/requests.json").status_code == 401
    assert not Case.objects.exists()


def test_a_report_is_a_case(calls):
    answer = calls("liu_yang").post(f"{HERE}/requests.json", SENT)
    assert answer.status_code == 201
    case = Case.objects.get()
    assert answer.json()[0]["service_request_id"] == case.number
    assert (case.channel, case.category, case.address) == ("OPEN311", "城乡建设", "江津路 8 号")
    assert (case.reporters.get().name, float(case.latitude)) == ("孙某某", 30.3261)


def test_the_key_in_the_body_as_the_standard_has_it(calls):
    key = calls("liu_yang").defaults["HTTP_AUTHORIZATION"].split()[1]
    client = Client(enforce_csrf_checks=True)
    assert client.post(f"{HERE}/requests.xml", SENT | {"api_key": key}).status_code == 201


def test_sent_again_with_its_key_it_is_one_case(calls):
    caller = calls("liu_yang")
    for _ in range(2):
        caller.post(f"{HERE}/requests.json", SENT, headers={"Idempotency-Key": "a1"})
    assert Case.objects.count() == 1


def test_without_a_number_it_is_anonymous(calls):
    calls("liu_yang").post(f"{HERE}/requests.json", {k: v for k, v in SENT.items() if k != "phone"})
    assert Case.objects.get().identity == "ANONYMOUS"
    assert not Case.objects.get().reporters.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"service_code": "X"},
        {"description": " "},
        {"address_string": "", "lat": ""},
        {"lat": "91"},
        {"lat": "NaN"},
    ],
)
def test_what_is_wrong_is_said(calls, wrong):
    answer = calls("liu_yang").post(f"{HERE}/requests.json", SENT | wrong)
    assert answer.status_code == 422
    assert answer.json()[0]["description"]
    assert not Case.objects.exists()


def test_read_by_whoever_may_see_it(calls, loop):
    case = loop.register(category="城乡建设/安全生产", content="井盖<破>损。")
    listed = calls("zhao_min").get(f"{HERE}/requests.json?service_code=URBAN&status=open").json()
    assert [row["service_request_id"] for row in listed] == [case.number]
    assert calls("sun").get(f"{HERE}/requests.json").json() == []
    assert calls("sun").get(f"{HERE}/requests/{case.number}.json").status_code == 404
    tree = ElementTree.fromstring(calls("zhao_min").get(f"{HERE}/requests/{case.number}.xml").content)  # nosec B314  our own answer
    assert tree.findtext("request/description") == "井盖<破>损。"


def test_a_sealed_case_gives_neither_words_nor_place(calls, loop):
    case = loop.until("accept", identity="SEALED", address="江津路 8 号")
    row = calls("mayor_fang").get(f"{HERE}/requests/{case.number}.json").json()[0]
    assert "围挡" not in row["description"]
    assert row["address"] is None


def test_dates_must_say_their_zone(calls):
    assert calls("zhao_min").get(f"{HERE}/requests.json?start_date=2026-11-23").status_code == 422
    assert calls("zhao_min").get(f"{HERE}/requests.json?start_date=2026-11-23T00:00:00Z").status_code == 200
