"""Queues: what waits, with the case beside it; the verb leads on to the next one."""

from uuid import uuid4

import pytest

from bihuan.faces.workbench.queues import queues


@pytest.mark.parametrize(
    ("slug", "ready_for", "who", "line"),
    [("check", "strike_off", "zheng_kai", "报告结果：已解决"), ("follow-up", "follow_up", "wu_tong", "回访")],
)
def test_the_first_one_stands_beside_the_list(signed_in, loop, said, slug, ready_for, who, line):
    case = loop.until(ready_for)
    page = said(signed_in(who).get(f"/work/queues/{slug}/"))
    assert case.number in page
    assert line in page
    assert f"/work/queues/{slug}/{case.number}/{ready_for.replace('_', '-')}/" in page


def test_what_was_done_leads_back_to_the_queue(signed_in, loop):
    case = loop.until("strike_off")
    sent = {"submission_key": uuid4().hex, "seen": case.version, "on_site": "on", "opinion": "属实。"}
    answer = signed_in("zheng_kai").post(f"/work/queues/check/{case.number}/strike-off/", sent)
    assert answer["Location"] == "/work/queues/check/"


def test_the_caller_sees_how_often_nobody_answered(signed_in, loop, said):
    from bihuan.domain.cases import actions

    case = loop.until("follow_up")
    actions.record_attempt(case=case, by=loop.actor("wu_tong"), at=loop.later())
    assert "已打 1 次没接通" in said(signed_in("wu_tong").get("/work/queues/follow-up/"))


@pytest.mark.parametrize("queue", queues(), ids=lambda queue: queue.slug)
def test_an_empty_queue_says_what_will_come_and_is_nobody_elses(signed_in, said, queue):
    cast = {"CHECKER": "zheng_kai", "FOLLOW_UP": "wu_tong", "ARBITER": "zhao_min", "OFFICE": "zhao_min"}
    who = next(name for role, name in cast.items() if role in queue.roles)
    assert queue.empty in said(signed_in(who).get(f"/work/queues/{queue.slug}/"))
    assert signed_in("tang_yue").get(f"/work/queues/{queue.slug}/").status_code == 404


def test_a_case_of_others_is_not_shown_beside_my_queue(signed_in, loop):
    case = loop.until("strike_off")
    assert signed_in("qin_lan").get(f"/work/queues/check/?case={case.number}").status_code == 404


def test_a_long_queue_asks_no_more_questions(signed_in, loop, query_count):
    client = signed_in("zheng_kai")
    for _ in range(3):
        loop.until("strike_off")
    with query_count("workbench.queue"):
        client.get("/work/queues/check/")
