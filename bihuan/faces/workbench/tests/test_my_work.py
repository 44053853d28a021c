"""My work: what is owed by this post, and nothing else."""

from datetime import timedelta

import pytest

from bihuan.faces.workbench.owing import label_of

LONG = "围挡" * 55


def test_the_desk_sees_what_it_owes_and_can_do_it_with_one_click(signed_in, loop, said):
    case = loop.until("acknowledge")
    page = said(signed_in("ma_li").get("/work/"))
    assert f"/work/cases/{case.number}/acknowledge/" in page
    assert "签收" in page


def test_a_unit_without_a_part_sees_an_empty_page_that_says_what_will_come(signed_in, loop, said):
    loop.until("acknowledge")
    page = said(signed_in("xu_hui").get("/work/"))
    assert "没有要办的事" in page


def test_what_is_late_stands_first_in_its_own_group(signed_in, loop, clock, said):
    loop.until("acknowledge")
    clock.advance(days=10)
    page = said(signed_in("ma_li").get("/work/"))
    assert "已超期" in page
    assert "以后" not in page


def test_a_desk_that_handed_on_waits_and_has_no_button(signed_in, loop, said):
    case = loop.until("complete")
    page = said(signed_in("ma_li").get("/work/"))
    assert "等下级办理" in page
    assert f"/work/cases/{case.number}/subdispatch/" not in page


def test_what_a_leader_decides_has_a_name_of_its_own_for_each_noun():
    """Two tabs were called 审批."""
    decided = [
        ("parameter", "decide_approval"), ("figure", "decide_approval"), ("case", "decide_approval"),
        ("case", "accept"), ("matter", "accept"), ("case", "handle"), ("matter", "finish"),
        *((kind, "decide") for kind in (
            "case", "card", "circular", "long_term", "pairing_plan", "roster", "steward_request", "supervision", "upward",
        )),
    ]  # fmt: skip
    labels = [label_of(kind, verb) for kind, verb in decided]
    assert len(set(labels)) == len(labels) and "办理" in labels


def test_a_sealed_case_is_listed_by_its_restatement(signed_in, loop, said):
    from bihuan.domain.cases import actions
    from bihuan.domain.cases.choices import Identity

    case = loop.step(
        "accept", loop.register(identity=Identity.SEALED, content="我是三号楼的王大妈，围挡太占道。")
    )
    case = actions.restate_case(
        case=case,
        by=loop.actor("zhao_min"),
        at=loop.later(),
        title="某处围挡占道",
        restatement="有人反映围挡占道。",
    )
    loop.step("dispatch", case)
    page = said(signed_in("ma_li").get("/work/"))
    assert "某处围挡占道" in page
    assert "王大妈" not in page


def test_a_very_long_title_stays_in_its_line(signed_in, loop, said):
    loop.until("acknowledge", title=LONG)
    assert LONG in said(signed_in("ma_li").get("/work/"))


def test_more_rows_ask_no_more_questions(signed_in, loop, query_count):
    client = signed_in("ma_li")
    for _ in range(4):
        loop.until("acknowledge")
    with query_count("workbench.my_work"):
        client.get("/work/")


def test_the_calendar_address_shows_numbers_and_verbs_without_a_session(signed_in, loop, client, said):
    case = loop.until("acknowledge")
    page = said(signed_in("ma_li").get("/work/feed/"))
    address = page.split('data-copy="')[1].split('"')[0]
    feed = client.get(address)
    assert feed.headers["Content-Type"].startswith("text/calendar")
    text = said(feed)
    assert f"签收 {case.number}" in text
    assert "围挡" not in text


def test_a_changed_password_ends_the_calendar_address(signed_in, city, client, said):
    address = said(signed_in("ma_li").get("/work/feed/")).split('data-copy="')[1].split('"')[0]
    person = city.person("ma_li")
    person.set_password("Another-2026!")
    person.save()
    assert client.get(address).status_code == 404


def test_nobody_signed_in_is_asked_to_sign_in(client, db):
    response = client.get("/work/")
    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


def test_the_groups_follow_the_calendar():
    from bihuan.faces.workbench.work import group_of
    from bihuan.kernel.duties.models import Duty
    from bihuan.testing.city import MONDAY_MORNING as monday

    table = {
        "已超期": monday - timedelta(hours=1),
        "今天": monday + timedelta(hours=8),
        "本周": monday + timedelta(days=6),
        "以后": monday + timedelta(days=7),
    }
    assert {name: group_of(Duty(due_at=due), monday) for name, due in table.items()} == {n: n for n in table}
    assert group_of(Duty(due_at=None), monday) == "不计时"


@pytest.mark.parametrize(
    ("who", "begins"),
    [
        ("cao_rui", 'href="/work/parameters/"'),
        ("du_ping", 'href="/work/parameters/"'),
        ("zheng_kai", "?state=CLOSED"),
        ("xu_hui", "看看工单"),
    ],
)
def test_whoever_owes_nothing_is_shown_where_to_begin(signed_in, said, who, begins):
    page = said(signed_in(who).get("/work/"))
    assert "没有要办的事" in page and begins in page
