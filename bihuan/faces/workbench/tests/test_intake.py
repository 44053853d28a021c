"""The call pad: typed while talking, registered once, read out."""

from datetime import date
from uuid import uuid4

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Identity
from bihuan.domain.cases.models import Case
from bihuan.domain.knowledge.actions import publish_entry

CALL = {
    "phone": "13900001111",
    "name": "钱某某",
    "identity": "NAMED",
    "content": "小区门口的路灯坏了三盏，晚上孩子看不清路。",
    "request_type": "REQUEST",
    "channel": "PHONE",
    "programme": "RESIDENT",
}


def call(**said):
    return {**CALL, "submission_key": uuid4().hex, **said}


@pytest.fixture
def pad(signed_in):
    return signed_in("liu_yang")


def test_a_call_is_registered_and_number_and_code_are_read_out(pad, said):
    page = pad.post("/work/intake/", call(), follow=True)
    case = Case.objects.get()
    assert page.redirect_chain[0][0] == f"/work/intake/{case.number}/"
    assert case.number in said(page)
    assert "查询码" in said(page)
    assert case.channel == "PHONE"
    assert case.reporters.get().phone == "13900001111"


def test_the_same_sending_twice_registers_once(pad):
    sent = call()
    assert pad.post("/work/intake/", sent)["Location"] == pad.post("/work/intake/", sent)["Location"]
    assert Case.objects.count() == 1


def test_what_is_missing_is_said_and_what_was_typed_stays(pad, said):
    answer = pad.post("/work/intake/", call(phone="", name="钱某某"))
    assert answer.status_code == 422
    assert "请填来电号码" in said(answer)
    assert "路灯坏了三盏" in said(answer)
    assert "data-came-back" in said(answer)
    assert Case.objects.count() == 0


def test_three_persons_may_be_named(pad):
    pad.post(
        "/work/intake/",
        call(
            affected_name="钱母",
            affected_phone="13900002222",
            contact_name="钱兄",
            contact_phone="13900003333",
        ),
    )
    roles = dict(Case.objects.get().reporters.values_list("role", "name"))
    assert roles == {"REPORTER": "钱某某", "AFFECTED": "钱母", "CONTACT": "钱兄"}


def test_an_anonymous_caller_leaves_no_number(pad):
    pad.post("/work/intake/", call(identity="ANONYMOUS"))
    assert not Case.objects.get().reporters.exists()


def test_the_recording_belongs_to_one_case(pad):
    pad.post("/work/intake/", call(external_id="REC-1"))
    assert Case.objects.get().external_id == "REC-1"


def test_earlier_named_reports_from_the_number_are_shown_and_sealed_ones_are_not(pad, loop, said):
    loop.register(content="路面塌了一块。", reporter=actions.Outsider(name="钱某某", phone="13900001111"))
    loop.register(
        content="领导吃拿卡要。",
        identity=Identity.SEALED,
        reporter=actions.Outsider(name="钱某某", phone="13900001111"),
    )
    page = said(pad.post("/work/intake/caller/", {"phone": "139 0000 1111"}))
    assert "路面塌了一块" in page
    assert "吃拿卡要" not in page
    assert "还没有写完" in said(pad.post("/work/intake/caller/", {"phone": "139"}))


def test_likely_copies_urgent_words_and_answers_come_as_one_types(pad, loop, city, said):
    loop.register(content="东门路灯坏了三盏，晚上看不清路。")
    publish_entry(
        by=loop.actor("zhao_min"),
        at=loop.later(),
        question="路灯坏了找谁修？",
        answer="城区路灯由市城管局维修，三日内修好。",
        owner=city.housing_permits,
        document="路灯管理办法",
        review_on=date(2027, 6, 1),
    )
    page = said(pad.post("/work/intake/like/", {"content": "路灯坏了三盏，而且有燃气泄漏的味道"}))
    assert "东门路灯坏了三盏" in page
    assert "会按特急登记" in page
    assert "路灯坏了找谁修？" in page
    assert "再写几个字" in said(pad.post("/work/intake/like/", {"content": "路"}))


def test_an_inquiry_is_answered_on_the_telephone_from_an_entry(pad, loop, city):
    entry = publish_entry(
        by=loop.actor("zhao_min"),
        at=loop.later(),
        question="路灯坏了找谁修？",
        answer="城区路灯由市城管局维修。",
        owner=city.housing_permits,
        document="路灯管理办法",
        review_on=date(2027, 6, 1),
    )
    answered = call(request_type="INQUIRY", answer="1", entry=str(entry.pk), reply="由市城管局维修。")
    assert pad.post("/work/intake/", answered).status_code == 302
    assert Case.objects.get().state == "CLOSED"


def test_a_request_is_not_answered_directly_and_nothing_is_registered(pad, said):
    answer = pad.post("/work/intake/", call(answer="1", reply="已经答复。"))
    assert answer.status_code == 422
    assert "不能直接答复" in said(answer)
    assert Case.objects.count() == 0


def test_the_code_is_not_shown_to_others_nor_later(pad, signed_in, clock, said):
    pad.post("/work/intake/", call())
    number = Case.objects.get().number
    assert signed_in("zhao_min").get(f"/work/intake/{number}/").status_code == 404
    clock.advance(hours=2)
    assert pad.get(f"/work/intake/{number}/").status_code == 404


def test_the_pad_is_for_those_who_take_calls(signed_in, said):
    assert signed_in("li_qiang").get("/work/intake/").status_code == 404
    assert signed_in("li_qiang").post("/work/intake/caller/", {"phone": "13900001111"}).status_code == 404
    assert signed_in("liu_yang").get("/work/intake/")["X-Offline"] == "page"


def test_the_blank_pad_asks_few_questions(pad, query_count):
    with query_count("workbench.intake"):
        pad.get("/work/intake/")
