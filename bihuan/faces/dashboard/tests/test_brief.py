"""A leader's phone and a unit head's page."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.models import Case


def test_what_is_critical_says_who_holds_it_and_can_be_answered_with_an_instruction(
    signed_in, loop, clock, said
):
    case = loop.until("complete")
    Case.objects.filter(pk=case.pk).update(urgency="CRITICAL")
    loop.later()
    page = said(signed_in("mayor_fang").get("/dashboard/brief/"))
    assert "1 件特急还在办" in page
    assert "在市住建局 · 建筑许可科手里" in page
    assert f"/work/cases/{case.number}/instruct/" in page


def test_what_is_past_its_promise_is_there(signed_in, loop, clock, said):
    case = loop.until("complete")
    loop.later(days=40)
    page = said(signed_in("mayor_fang").get("/dashboard/brief/"))
    assert "拖得最久的" in page
    assert case.number in page


def test_a_quiet_day_says_so(signed_in, city, said):
    page = said(signed_in("mayor_fang").get("/dashboard/brief/"))
    assert "没有特急件" in page
    assert "我的批示都报告了" in page


def test_the_brief_asks_the_same_however_much_there_is(signed_in, loop, clock, query_count):
    first = loop.until("complete")
    Case.objects.filter(pk=first.pk).update(urgency="CRITICAL")
    loop.later()
    client = signed_in("mayor_fang")
    client.get("/dashboard/brief/")
    with query_count("dashboard.brief"):
        client.get("/dashboard/brief/")
    for _ in range(3):
        loop.until("complete")
    Case.objects.update(urgency="CRITICAL")
    loop.later()
    client.get("/dashboard/brief/")  # time has passed: the session is renewed once
    with query_count("dashboard.brief"):
        client.get("/dashboard/brief/")


def test_a_unit_head_sees_what_will_be_late_and_who_carries_most(signed_in, loop, clock, said):
    case = loop.until("complete")
    loop.later(days=6)
    page = said(signed_in("director_chen").get("/dashboard/unit/"))
    assert case.number in page
    assert "建筑许可科" in page
    assert "李强" in page
    assert case.number not in said(signed_in("deng_bo").get("/dashboard/unit/"))
    assert "市住建局 · 建筑许可科" not in page
    assert "市住建局 · 建筑许可科" in said(signed_in("mayor_fang").get("/dashboard/unit/"))


def test_a_withdrawn_case_is_nobodys_load(signed_in, loop, clock, said):
    case = loop.until("complete")
    actions.withdraw_case(case=case, by=loop.actor("zhao_min"), at=loop.later())
    loop.later(days=6)
    assert case.number not in said(signed_in("director_chen").get("/dashboard/unit/"))
