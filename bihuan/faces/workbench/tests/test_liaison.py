"""十问十帮 on the workbench: the steward's page, the firm's page, recording a visit, the year's pairing."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from bihuan.domain.liaison import actions
from bihuan.domain.liaison.choices import ConflictKind, NeedState, PlanState, VisitState
from bihuan.domain.liaison.models import Help, Need, PairingPlan, Visit
from bihuan.kernel.submissions.models import Submission
from bihuan.testing.city import CAST


@pytest.fixture
def busy(keeping, clock):
    """A steward with everything: a planned visit, a done one with a promise, a need that waits, a help, a project, a plan."""
    keeping.pair()
    actions.record_visit(
        visit=keeping.planned(),
        by=keeping.by("zhou_jie"),
        at=keeping.loop.later(),
        summary="看了车间。",
        answers={"CASH": ("是", "")},
        promises=[actions.Promised("问清转贷条件", (keeping.loop.at + timedelta(days=9)).date())],
    )
    keeping.announced()
    keeping.need()
    keeping.help()
    keeping.do(actions.open_project, "zhao_min", enterprise=keeping.firm, name="二期", is_big=True)
    keeping.do(actions.make_plan, "zhao_min", office=keeping.loop.city.city, year=2026)
    return keeping


def page(client, name, *args, status=200, **query):
    answer = client.get(reverse(f"workbench:{name}", args=args), query)
    assert answer.status_code == status, (name, answer.status_code)
    return answer.content.decode()


PAGES = ("liaison", "visits", "needs", "projects", "helps", "questions", "record-visit", "needs-new")


@pytest.mark.parametrize("name", PAGES)
def test_a_steward_opens_every_page(busy, signed_in, query_count, name):
    client = signed_in("zhou_jie")
    page(client, name)
    with query_count(f"workbench.liaison.{name}"):
        page(client, name)


@pytest.mark.parametrize(
    "name",
    [
        "liaison-area",
        "pairing-plans",
        "steward-requests",
        "pairing-plans-new",
        "help-new",
        "duty-steward",
        "pair-by-hand",
        "edition-new",
        "conflict",
        "conflict-end",
        "expertise",
    ],
)
def test_the_office_opens_every_page(busy, signed_in, query_count, name):
    client = signed_in("zhao_min")
    page(client, name)
    with query_count(f"workbench.liaison.{name}"):
        page(client, name)


def test_each_thing_has_its_page(busy, signed_in, query_count):
    office, steward = signed_in("zhao_min"), signed_in("zhou_jie")
    visit, need, plan = Visit.objects.first(), Need.objects.get(), PairingPlan.objects.get()
    for name, client, key in (
        ("visits-one", steward, visit.number),
        ("needs-one", steward, need.number),
        ("projects-one", office, busy.firm.projects.get().number),
        ("pairing-plans-one", office, plan.number),
        ("enterprise", steward, busy.firm.code),
        ("case", steward, need.number),
    ):
        page(client, name, key)
        with query_count(f"workbench.liaison.{name}"):
            page(client, name, key)
    text = page(steward, "enterprise", busy.firm.code)
    assert "周洁" in text and "问清转贷条件" in text and "资金周转" in text


def test_the_steward_sees_who_needs_them_first(busy, signed_in):
    text = page(signed_in("zhou_jie"), "liaison")
    assert text.index("待帮扶") < text.index("问清转贷条件")
    assert "1 个问题等您选帮扶措施" in text and "承诺还没兑现 1 项" in text


@pytest.mark.parametrize("name", [who for who in CAST if who not in ("zhao_min", "han_xue", "song_na")])
def test_a_request_for_another_steward_does_not_exist_for_others(busy, signed_in, name):
    busy.do(actions.request_other_steward, "firm", enterprise=busy.firm, reason="他从来不接电话。")
    client = signed_in(name)
    page(client, "steward-requests", status=404)
    number = busy.firm.pairings.get().requests.get().number
    assert client.get(reverse("workbench:steward-requests-one", args=[number])).status_code == 404
    for url in ("workbench:work", "workbench:liaison"):
        assert "不接电话" not in client.get(reverse(url)).content.decode()


def filled(busy, **more):
    return {
        "submission_key": uuid4().hex,
        "occurred_at": "2026-11-23T02:00:00Z",
        "firm": busy.firm.code,
        "kind": "VISIT",
        "answer_CASH": "是",
        "answer_CASH_WHY": "缺少抵押",
        "need_aspect_0": "CASH_FLOW",
        "need_0": "贷款下月到期。",
        "promise_0": "约银行上门",
        "promise_on_0": "2026-12-20",
        "summary": "订单饱满，缺钱。",
        **more,
    }


def test_a_visit_is_recorded_once_however_often_the_phone_sends_it(busy, signed_in):
    client, said = signed_in("zhou_jie"), filled(busy)
    before = Need.objects.count()
    for _ in range(2):
        answer = client.post(reverse("workbench:record-visit"), said)
        assert answer.status_code == 302, answer.content.decode()
    assert Need.objects.count() == before + 1
    visit = Visit.objects.get(needs__case__title__startswith="贷款下月到期")
    assert visit.state == VisitState.DONE and visit.occurred_at is not None and visit.announced_at is not None
    assert visit.answers.get(code="CASH_WHY").value == "缺少抵押"
    assert Submission.objects.filter(key=said["submission_key"]).count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"summary": ""}, "请写一两句走访记录"),
        ({"need_aspect_0": ""}, "登记问题要选方面"),
        ({"promise_on_0": ""}, "也要写到哪一天"),
        ({"answer_CASH_GAP": "很多"}, "请填数字"),
        ({"firm": "91421022MA49000028"}, "请选择"),
        ({"promise_on_0": "2020-01-01"}, "承诺日期已经过去"),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(busy, signed_in, wrong, said):
    answer = signed_in("zhou_jie").post(reverse("workbench:record-visit"), filled(busy, **wrong))
    text = answer.content.decode()
    assert answer.status_code == 422 and said in text, text[-3000:]
    assert wrong.get("need_0", "贷款下月到期。") in text and "data-came-back" in text
    assert Need.objects.count() == 1


def test_a_need_is_raised_in_seconds_and_helped(busy, signed_in):
    client = signed_in("zhou_jie")
    answer = client.post(
        reverse("workbench:needs-new"),
        {
            "submission_key": uuid4().hex,
            "firm": busy.firm.code,
            "aspect": "TALENT",
            "content": "留不住工程师。",
        },
    )
    need = Need.objects.latest("id")
    assert answer["Location"] == reverse("workbench:needs-one", args=[need.number])
    need_url = reverse("workbench:needs-verb", args=[need.number, "offer"])
    said = {"submission_key": uuid4().hex, "seen": need.version, "help": Help.objects.get().number}
    assert client.post(need_url, said).status_code == 302
    need.refresh_from_db()
    assert need.state == NeedState.OFFERED


def test_the_pages_of_a_phone_are_kept_only_blank(busy, signed_in):
    client = signed_in("zhou_jie")
    blank = client.get(reverse("workbench:record-visit"))
    assert blank["X-Offline"] == "page"
    for script in ("queue.js", "offline.js", "visit.js"):
        assert script in blank.content.decode(), "without these it is no page for a factory"
    assert (
        busy.firm.name in blank.content.decode() and Need.objects.get().number not in blank.content.decode()
    )
    assert "X-Offline" not in client.get(reverse("workbench:record-visit"), {"firm": busy.firm.code})


def test_a_plan_goes_from_preview_to_force(busy, signed_in):
    plan = PairingPlan.objects.get()
    said = {"submission_key": uuid4().hex, "seen": plan.version, "reason": "年度结对。"}
    signed_in("zhao_min").post(reverse("workbench:pairing-plans-verb", args=[plan.number, "ask"]), said)
    plan.refresh_from_db()
    assert plan.state == PlanState.ASKED
    assert f"结对方案 {plan.number}" in page(signed_in("han_xue"), "approvals")
    said = {"submission_key": uuid4().hex, "seen": plan.version, "granted": "yes", "answer": "同意"}
    answer = signed_in("han_xue").post(
        reverse("workbench:pairing-plans-verb", args=[plan.number, "decide"]), said
    )
    plan.refresh_from_db()
    assert answer.status_code == 302 and plan.state == PlanState.ACTIVATING


def test_my_work_names_what_is_owed_here(busy, signed_in):
    text = page(signed_in("zhou_jie"), "work")
    for words in ("走访企业", "登记走访", "兑现", "提供帮扶"):
        assert words in text


def test_an_aspect_without_a_name_is_not_offered(busy, signed_in):
    client = signed_in("zhou_jie")
    for name in ("needs-new", "record-visit"):
        text = page(client, name)
        assert "资金周转" in text and "待命名" not in text


def test_the_office_names_a_steward_by_hand_from_the_firms_page(keeping, signed_in):
    client = signed_in("zhao_min")
    url = reverse("workbench:pair-by-hand")
    assert f"{url}?firm={keeping.firm.code}" in page(client, "enterprise", keeping.firm.code)
    said = {"submission_key": uuid4().hex, "enterprise": keeping.firm.code, "steward": "zhou_jie"}
    answer = client.post(url, said)
    assert answer["Location"] == reverse("workbench:enterprise", args=[keeping.firm.code])
    text = page(client, "enterprise", keeping.firm.code)
    assert "周洁" in text and "移交" in text and "指定店小二" not in text
    assert signed_in("zhou_jie").get(url).status_code == 404


def test_the_office_ends_a_conflict_of_interest_that_is_over(keeping, signed_in):
    steward = keeping.loop.city.person("zhou_jie")
    conflict = keeping.do(
        actions.declare_conflict,
        "zhou_jie",
        person=steward,
        enterprise=keeping.firm,
        kind=ConflictKind.KIN,
    )
    url = reverse("workbench:conflict-end")
    client = signed_in("zhao_min")
    assert f"周洁 · {keeping.firm.name} · 亲属关系" in client.get(url).content.decode()
    answer = client.post(url, {"submission_key": uuid4().hex, "conflict": str(conflict.pk)})
    assert answer["Location"] == reverse("workbench:liaison-area")
    conflict.refresh_from_db()
    assert conflict.ended_at is not None
    assert signed_in("zhou_jie").get(url).status_code == 404


def test_a_case_leads_to_its_need_and_back(busy, signed_in):
    client, number = signed_in("zhou_jie"), Need.objects.get().number
    assert reverse("workbench:needs-one", args=[number]) in page(client, "case", number)
    assert reverse("workbench:case", args=[number]) in page(client, "needs-one", number)


def test_days_and_moments_in_a_chain_are_written_as_people_write_them(busy, signed_in):
    text = page(signed_in("zhou_jie"), "visits-one", Visit.objects.latest("id").number)
    said = " ".join(re.findall(r'timeline-what">([^<]*)', text))
    assert re.search(r"2026年11月\d+日 \d\d:\d\d", said) and "2026-" not in said


def test_a_plan_lists_only_what_it_does(busy, signed_in):
    text = page(signed_in("zhao_min"), "pairing-plans-one", PairingPlan.objects.get().number)
    assert "不匹配分" in text and "（0 家）" not in text


def test_the_steward_sees_whom_to_call(busy, signed_in):
    text = page(signed_in("zhou_jie"), "liaison")
    assert 'href="tel:13800001111"' in text and "钱经理" in text
